import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ApplyPorts } from '../apply/apply-ports.ts';
import { applyRecordSchema, trialRecordSchema } from '../apply/records.ts';
import { storedRecord } from '../apply/stored-record.ts';
import type { Ground } from './open-ground.ts';
import type { Peers } from './peers.ts';

/** @param observation this node as a look that begins now sees it */
export function applyPortsOf(
  { node, stateDir, state, journal, current, compiler, inForce, filesFor, now }: Ground,
  peers: Peers,
  observation: ApplyPorts['observation'],
): ApplyPorts {
  return {
    node,
    state,
    journal,
    trialRecord: storedRecord(join(stateDir, 'trial.json'), trialRecordSchema),
    applyRecord: storedRecord(join(stateDir, 'apply.json'), applyRecordSchema),
    compile: (spec, file, routerIds) => {
      const compiled = compiler.compile(spec, file, routerIds);
      return 'release' in compiled ? compiled : compiled.problems;
    },
    filesFor,
    inForce: {
      putInForce: (files) => inForce.putInForce(files),
      validate: (files, site) => inForce.validate(files, site),
      forecast: (files) => inForce.forecast(files),
      filesInForce: () => inForce.filesInForce(current.files(now()) ?? []),
    },
    peers: (site) => (site === undefined ? peers.doors : peers.doorsWith(site)),
    observation,
    clock: { now, elapsed: () => performance.now(), sleep: (ms) => pause(ms) },
    newId: () => randomBytes(6).toString('hex'),
  };
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../src/base/fault.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import type { ApplyPorts, CompiledSpec, NodeFile } from '../../src/node/apply/apply-ports.ts';
import type { TrialOrder } from '../../src/node/apply/orders.ts';
import { applyRecordSchema, trialRecordSchema } from '../../src/node/apply/records.ts';
import { storedRecord } from '../../src/node/apply/stored-record.ts';
import type { JournalEntry } from '../../src/node/journal/record.ts';
import { openState, type State } from '../../src/node/state/open-state.ts';
import { replaceFile } from '../../src/node/write-durably.ts';
import { compile, filesFor } from './apply-model/model-compile.ts';
import { modelSpec } from './apply-model/model-spec.ts';

const NODES = ['lb1', 'lb2'];
const FORMER = modelSpec({ nodes: NODES });
const NEXT = modelSpec({ nodes: NODES, port: 81 });

/** Node lb2 on a real disk; its engines are a file that is replaced whole. */
export interface TrialGround {
  readonly ports: ApplyPorts;
  readonly state: State;
  readonly told: JournalEntry[];
  /** `former`, `next`, or what else is in force. */
  inForce(): Promise<string>;
}

/** @param accepted what lb1 says: it has accepted the order's revision; undefined = it does not answer */
export async function openTrialGround(dir: string, accepted?: boolean): Promise<TrialGround> {
  const state = await openState(join(dir, 'state'));
  const active = join(dir, 'active.json');
  const told: JournalEntry[] = [];
  const read = async () => JSON.parse(await readFile(active, 'utf8')) as NodeFile[];
  const door = {
    history: async () => {
      if (accepted === undefined)
        throw new Fault('node/unreachable', 'lb1 does not answer.', 'Bring it back.');
      const { apply: _, ...revision } = { ...orderOf(), number: 2, site: 'model' };
      return { etag: '', revisions: accepted ? [revision] : [] };
    },
  } as Pick<NodeDoor, 'history'> as NodeDoor;
  const ports: ApplyPorts = {
    node: 'lb2',
    state,
    journal: { append: (entry) => ({ seq: told.push(entry), at: '', fields: {}, ...entry }) },
    trialRecord: storedRecord(join(dir, 'state', 'trial.json'), trialRecordSchema),
    applyRecord: storedRecord(join(dir, 'state', 'apply.json'), applyRecordSchema),
    compile,
    filesFor: (site) => filesFor(site, 'lb2'),
    inForce: {
      putInForce: async (files) => {
        await replaceFile(active, JSON.stringify(files));
        return { how: 'reload', steps: [], notes: [], sessionsCut: 0, tookMs: 0 };
      },
      validate: async () => undefined,
      forecast: async () => ({ how: 'reload', sessionsCut: 0, notes: [] }),
      filesInForce: read,
    },
    peers: () => new Map([['lb1', door]]),
    observation: () => Promise.reject(new Error('nobody asks for it')),
    clock: { now: () => 0, elapsed: () => 0, sleep: async () => undefined },
    newId: () => 'a1',
  };
  return { ports, state, told, inForce: async () => nameOf(await read()) };
}

/** Revision 1 is accepted and in force. */
export async function beginGround(dir: string): Promise<void> {
  const { ports, state } = await openTrialGround(dir);
  const { site, release } = compiled(FORMER);
  const { files, digest } = release;
  const routerIds = Object.fromEntries(site.vips.map(({ name, vrrp }) => [name, vrrp.routerId]));
  const at = '2026-11-21T08:00:00.000Z';
  await state.accept({ site: site.name, spec: FORMER, release: digest, files, who: 'carl', at, routerIds });
  await ports.inForce.putInForce(ports.filesFor(site));
  await state.close();
}

export function orderOf(): TrialOrder {
  const { site, release } = compiled(NEXT);
  return {
    apply: 'a1',
    coordinator: 'lb1',
    kind: 'apply',
    revision: 2,
    base: 1,
    spec: NEXT,
    file: 'web.yaml',
    release: release.digest,
    routerIds: Object.fromEntries(site.vips.map(({ name, vrrp }) => [name, vrrp.routerId])),
    who: 'ann',
    at: '2026-11-21T08:00:00.000Z',
    note: '',
    leaseMs: 10_000,
  };
}

function nameOf(files: readonly NodeFile[]): string {
  const texts = (spec: string) =>
    JSON.stringify(filesFor(compiled(spec).site, 'lb2').map(({ text }) => text));
  const found = JSON.stringify(files.map(({ text }) => text));
  if (found === texts(FORMER)) return 'former';
  return found === texts(NEXT) ? 'next' : 'neither';
}

function compiled(spec: string): CompiledSpec {
  const routerIds = spec === FORMER ? {} : { edge: compiled(FORMER).site.vips[0]!.vrrp.routerId };
  const result = compile(spec, 'web.yaml', routerIds);
  if (!('site' in result)) throw new Error(JSON.stringify(result));
  return result;
}

import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import type { CompileTarget, ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import { type NodeForce, openInForce } from '../in-force/open-in-force.ts';
import { type Journal, openJournal } from '../journal/open-journal.ts';
import { type TlsPaths, tlsPathsIn } from '../pki/tls-options.ts';
import { openState, type State } from '../state/open-state.ts';
import { Compiler } from './compiler.ts';
import { CurrentSite } from './current-site.ts';
import { beginWith } from './first-start.ts';
import { type NodeOptions, targetOf } from './node-options.ts';
import { type Tell, teller } from './tell.ts';

/** What every part of a daemon stands on. */
export interface Ground {
  readonly node: string;
  readonly runDir: string;
  readonly stateDir: string;
  readonly target: CompileTarget;
  readonly state: State;
  readonly journal: Journal;
  readonly tell: Tell;
  readonly current: CurrentSite;
  readonly compiler: Compiler;
  readonly inForce: NodeForce;
  /** Where its certificate lies; undefined = the node has none, and speaks with this machine alone. */
  readonly tlsPaths: TlsPaths | undefined;
  /** This node's files for a site, with the intents that are in force now. */
  filesFor(site: Site): readonly ReleaseFile[];
  /** Milliseconds since 1970. */
  now(): number;
}

/** @throws Fault `node/no-spec`, `node/wrong-node`, `node/state-in-use`, `node/cannot-lock` */
export async function openGround(options: NodeOptions, log: (line: string) => void): Promise<Ground> {
  const { node, runDir, stateDir, pkiDir, specFile } = options;
  const target = targetOf(options);
  // The lock on the directory first: the journal is in it.
  const state = await openState(stateDir);
  try {
    const journal = await openJournal(join(stateDir, 'journal'));
    await beginWith(state, specFile, target);
    const compiler = new Compiler(node, target);
    const current = new CurrentSite(state, node, compiler);
    await current.load();
    if (current.site !== undefined) requireMember(current.site, node, state);
    return {
      node,
      runDir,
      stateDir,
      target,
      state,
      journal,
      tell: teller(journal, log, process.env['HOLDFAST_LOG_FORMAT'] === 'json'),
      current,
      compiler,
      inForce: openInForce({ runDir }),
      tlsPaths: pkiDir === undefined ? undefined : tlsPathsIn(pkiDir),
      filesFor: (site) => compiler.filesFor(site, state.intents, Date.now()) ?? [],
      now: Date.now,
    };
  } catch (error) {
    await state.close();
    throw error;
  }
}

/** At a first start only: a node that has left the site later goes on, with nothing to do. */
function requireMember(site: Site, node: string, { revisions }: State): void {
  const names = site.nodes.map(({ name }) => name);
  if (names.includes(node) || revisions.length > 1) return;
  throw new Fault(
    'node/wrong-node',
    `The site ${site.name} has no node ${node}.`,
    `Start the daemon with --node ${names.join(' or ')}.`,
  );
}

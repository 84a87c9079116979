import { writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import type { Problem } from '../base/problem.ts';
import { requireNamespaces } from '../host/namespaces.ts';
import { requirePrograms } from '../host/require-programs.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { CompileTarget, Release } from '../release/release.ts';
import type { Site } from '../site/site.ts';
import { bundle, playerPrograms } from './bundles.ts';
import { digestOf } from './digest-of.ts';
import { endInit, findInits, isAlive } from './init-process.ts';
import { type InitInput, LAB_SPEC, printInitScript } from './init-script.ts';
import { issueCertificates } from './issue-certificates.ts';
import type { Lab } from './lab.ts';
import { lockLab } from './lab-lock.ts';
import { type LabRecord, readLabRecord, writeLabRecord } from './lab-record.ts';
import { launch, untilReady } from './launch.ts';
import { type NetworkPlan, planNetwork } from './network-plan.ts';
import { labOf } from './open-lab.ts';
import { emptyDir, LONGEST_SOCKET_PATH, labDir, removeDir, stateFault } from './state-dir.ts';
import { writeRunDirectories } from './write-run-directories.ts';
import { writeWazuhFiles } from './write-wazuh-files.ts';

export interface BringUpInput {
  readonly name: string;
  readonly site: Site;
  readonly specFile: string;
  /** The spec's bytes, which a daemon without a revision begins with. */
  readonly spec: Uint8Array;
  /** undefined = the site cannot be compiled; whoever passes this has told why. */
  readonly compile: (site: Site, target: CompileTarget) => Release | undefined;
  /** Where the built programs are; default: `dist/` of this checkout. */
  readonly dist?: string;
  /** What runs on a node instead of its foundation, given its run directory: the lab then plays somebody else's pair. */
  readonly nodeCommand?: (runDir: string) => readonly string[];
  /** Whether each node has its daemon, with certificates; default: unless a `nodeCommand` is given. */
  readonly daemons?: boolean;
}

export type BroughtUp =
  | { readonly is: 'started'; readonly lab: Lab }
  /** It ran already: `sameSpec` tells whether for a spec that means the same. */
  | { readonly is: 'running'; readonly lab: Lab; readonly sameSpec: boolean }
  /** The spec is right, but not something that a lab can play. */
  | { readonly is: 'impossible'; readonly problems: readonly Problem[] };

/** Builds the lab and starts its foundations and players; returns before the site is healthy. Throws Faults. */
export async function bringUp(input: BringUpInput): Promise<BroughtUp> {
  const { name, site } = input;
  const dir = labDir(name);
  checkSocketPaths(dir, site);
  const { plan, problems } = planNetwork(site);
  if (problems.length > 0) return { is: 'impossible', problems };
  const release = input.compile(site, { kind: 'lab', runDir: (node) => `${dir}/${node}` });
  if (release === undefined) return { is: 'impossible', problems: [] };
  const daemons = input.daemons ?? input.nodeCommand === undefined;
  requirePrograms(['haproxy', 'keepalived', 'ip', 'unshare', 'nsenter', 'flock']);
  if (daemons) requirePrograms(['openssl']);

  const lock = await lockLab(dir);
  if (lock === undefined) {
    throw new Fault(
      'lab/busy',
      `Another command is working on the lab ${name} right now.`,
      'wait until it has ended, then try again',
    );
  }
  try {
    const former = readLabRecord(dir);
    if (former !== undefined && isAlive(former.init)) {
      return { is: 'running', lab: labOf(dir, former), sameSpec: former.specDigest === digestOf(site) };
    }
    for (const init of findInits(dir)) await endInit(init);
    emptyDir(dir);
    try {
      await requireNamespaces();
      return { is: 'started', lab: await start({ ...input, daemons }, dir, plan, release) };
    } catch (error) {
      removeDir(dir);
      throw error;
    }
  } finally {
    await lock.release();
  }
}

async function start(
  input: BringUpInput & { readonly daemons: boolean },
  dir: string,
  plan: NetworkPlan,
  release: Release,
): Promise<Lab> {
  const { name, site, specFile, daemons } = input;
  writeRunDirectories(dir, plan, release);
  await writeWazuhFiles(dir, site, plan);
  writeLabFile(`${dir}/${LAB_SPEC}`, input.spec);
  writeLabFile(
    `${dir}/init.sh`,
    printInitScript({ ...input, dir, plan, programs: programsOf(input), apiPasswordIn: variableOf(site) }),
  );
  const init = await launch(dir);
  try {
    const record: LabRecord = {
      version: 1,
      name,
      specFile,
      specDigest: digestOf(site),
      site,
      plan,
      daemons,
      init,
      startedAt: new Date().toISOString(),
    };
    writeLabRecord(dir, record);
    // The kernel builds the network meanwhile; a daemon waits for its certificate.
    const issued = daemons ? issueCertificates(dir, site) : undefined;
    // Both have ended before anybody removes the directory.
    await Promise.allSettled([untilReady(dir, init), issued]).then(throwFirst);
    return labOf(dir, record);
  } catch (error) {
    await endInit(init);
    throw error;
  }
}

function programsOf({ dist, daemons }: Pick<BringUpInput, 'dist' | 'daemons'>): InitInput['programs'] {
  return {
    ...playerPrograms(dist),
    foundation: bundle('foundation', dist),
    daemon: daemons === true ? bundle('node', dist) : undefined,
  };
}

/** Of the password of the managers' API, where the spec names one. */
function variableOf({ wazuh }: Site): string | undefined {
  const secret = wazuh?.api?.password;
  return secret !== undefined && 'env' in secret ? secret.env : undefined;
}

function throwFirst(outcomes: readonly PromiseSettledResult<unknown>[]): void {
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function writeLabFile(file: string, content: string | Uint8Array): void {
  try {
    writeFileSync(file, content, { mode: 0o600 });
  } catch (error) {
    throw stateFault(file, error);
  }
}

function checkSocketPaths(dir: string, site: Site): void {
  const longest = site.nodes
    .map((node) => `${dir}/${node.name}/${RUN_FILES.control}`)
    .reduce((one, other) => (other.length > one.length ? other : one));
  if (longest.length <= LONGEST_SOCKET_PATH) return;
  throw new Fault(
    'lab/name-too-long',
    `${longest} has ${longest.length} bytes, and HAProxy takes no socket path over ${LONGEST_SOCKET_PATH}.`,
    'choose a shorter name for the lab (--lab-name NAME) or for the node',
  );
}

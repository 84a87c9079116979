import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../base/fault.ts';
import type { Problem } from '../base/problem.ts';
import { requireNamespaces } from '../host/namespaces.ts';
import { requirePrograms } from '../host/require-programs.ts';
import type { SiteStatus } from '../node/status/site-status.ts';
import { whyUnhealthy } from '../node/status/why-unhealthy.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { CompileTarget, Release } from '../release/release.ts';
import type { Site } from '../site/site.ts';
import { bundle } from './bundles.ts';
import { endInit, findInits, isAlive } from './init-process.ts';
import { printInitScript } from './init-script.ts';
import type { Lab } from './lab.ts';
import { lockLab } from './lab-lock.ts';
import { type LabRecord, readLabRecord, writeLabRecord } from './lab-record.ts';
import { launch, untilReady } from './launch.ts';
import { type NetworkPlan, planNetwork } from './network-plan.ts';
import { labStatus } from './observe-site.ts';
import { labOf } from './open-lab.ts';
import { emptyDir, LONGEST_SOCKET_PATH, labDir, removeDir, stateFault } from './state-dir.ts';
import { writeRunDirectories } from './write-run-directories.ts';

export interface BringUpInput {
  readonly name: string;
  readonly site: Site;
  readonly specFile: string;
  /** undefined = the site cannot be compiled; whoever passes this has told why. */
  readonly compile: (site: Site, target: CompileTarget) => Release | undefined;
  /** Where the built programs are; default: `dist/` of this checkout. */
  readonly dist?: string;
  /** What runs on a node instead of its foundation, given its run directory: the lab then plays somebody else's pair. */
  readonly nodeCommand?: (runDir: string) => readonly string[];
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
  requirePrograms(['haproxy', 'keepalived', 'ip', 'unshare', 'nsenter', 'flock']);

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
      return { is: 'started', lab: await start(input, dir, plan, release) };
    } catch (error) {
      removeDir(dir);
      throw error;
    }
  } finally {
    await lock.release();
  }
}

/**
 * Waits until the site is healthy, with the same holders in two looks: at the start a VIP may move once more. `reasons`
 * is empty when it became so within `timeoutMs`.
 */
export async function untilHealthy(
  lab: Lab,
  timeoutMs = 15_000,
): Promise<{ readonly status: SiteStatus; readonly reasons: readonly string[] }> {
  const deadline = performance.now() + timeoutMs;
  let before = '';
  for (;;) {
    const status = await labStatus(lab);
    const reasons = whyUnhealthy(lab.site, status);
    const holders = Object.values(status.vips).map((vip) => vip.holders.map(({ node }) => node));
    const now = reasons.length === 0 ? JSON.stringify(holders) : '';
    if ((now !== '' && now === before) || performance.now() > deadline) return { status, reasons };
    before = now;
    await pause(before === '' ? 100 : 250);
  }
}

async function start(
  { name, site, specFile, dist, nodeCommand }: BringUpInput,
  dir: string,
  plan: NetworkPlan,
  release: Release,
): Promise<Lab> {
  const programs = {
    node: process.execPath,
    foundation: bundle('foundation', dist),
    'http-echo': bundle('http-echo', dist),
    'tcp-echo': bundle('tcp-echo', dist),
  };
  writeRunDirectories(dir, plan, release);
  try {
    writeFileSync(`${dir}/init.sh`, printInitScript({ name, dir, plan, programs, nodeCommand }), {
      mode: 0o600,
    });
  } catch (error) {
    throw stateFault(`${dir}/init.sh`, error);
  }
  const init = await launch(dir);
  try {
    const record: LabRecord = {
      version: 1,
      name,
      specFile,
      specDigest: digestOf(site),
      site,
      plan,
      init,
      startedAt: new Date().toISOString(),
    };
    writeLabRecord(dir, record);
    await untilReady(dir, init);
    return labOf(dir, record);
  } catch (error) {
    await endInit(init);
    throw error;
  }
}

/** Of what the spec means: comments, order of keys and the file's name do not matter. */
function digestOf(site: Site): string {
  const { origins: _origins, file: _file, ...meaning } = site;
  return `sha256:${createHash('sha256').update(JSON.stringify(meaning)).digest('hex')}`;
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

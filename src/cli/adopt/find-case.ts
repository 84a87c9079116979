import { existsSync, readFileSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import { parseKeepalived } from '../../engines/keepalived/grammar/parse.ts';
import type { VrrpInstance } from '../../engines/keepalived/meaning/meaning.ts';
import { readKeepalived } from '../../engines/keepalived/meaning/read-keepalived.ts';
import { countSessions, observeState } from '../../host/adopt/observe-state.ts';
import { observeUnits } from '../../host/adopt/observe-units.ts';
import type {
  AdoptedVip,
  AdoptRecord,
  FormerUnit,
  Handover,
  HostState,
} from '../../host/adopt/plan/adopt-facts.ts';
import { judgeAdopt } from '../../host/adopt/plan/judge-adopt.ts';
import { anyAccepts } from '../../host/adopt/vips-answer.ts';
import { collectHostFacts } from '../../host/doctor/collect-host-facts.ts';
import { compareImport } from '../../import/compare/compare-import.ts';
import type { Difference } from '../../import/compare/facts.ts';
import type { HostFinding } from '../../lint/host/host-facts.ts';
import { judgeHost } from '../../lint/host/judge-host.ts';
import { compileUnits, type HostFile } from '../../release/compile-units.ts';
import { fillSecrets, quoteFor } from '../../release/fill-secrets.ts';
import type { FoundationConfig } from '../../release/foundation-config.ts';
import type { Release } from '../../release/release.ts';
import type { Secret, Site, SiteNode } from '../../site/site.ts';
import { compileShown } from '../compile-shown.ts';
import { needsOfNode } from '../doctor.ts';
import { readRunning } from './read-running.ts';

const FOUNDATION = 'holdfast-foundation@host.service';
const DAEMON = 'holdfast.service';
const ENVIRONMENT = '/etc/holdfast/holdfast.env';
const CERTIFICATES = ['ca.pem', 'certificate.pem', 'key.pem'].map((file) => `/etc/holdfast/pki/${file}`);

/** All that is known before anything is touched. */
export interface FoundCase {
  readonly node: string;
  readonly handover: Handover;
  readonly state: HostState;
  readonly vips: readonly AdoptedVip[];
  /** For the host's own file system: socket units, and the name of the node. */
  readonly files: readonly HostFile[];
  readonly differences: readonly Difference[];
  readonly findings: readonly HostFinding[];
  /** Open through the VIPs on this host. */
  readonly sessions: number;
}

/** undefined = the spec has errors, which were told. @throws Fault `cli/unknown-node`, `release/secret-missing` */
export async function findCase(
  site: Site,
  name: string,
  running: readonly FormerUnit[],
  record: AdoptRecord | undefined,
): Promise<FoundCase | undefined> {
  const node = nodeOf(site, name);
  const release = compileShown(site, { kind: 'host', runDir: () => '/run/holdfast' });
  if (release === undefined) return undefined;
  const files = compileUnits(site).filter((file) => file.node === name);
  const handover = record?.handover ?? handoverOf(site, running, files);
  const vips = record?.vips ?? vipsOf(release, name);
  const imported = readRunning(handover.former, name, site.name, new Map());
  const [state, doctor, lacking, silent] = await Promise.all([
    observeState(handover, vips),
    collectHostFacts(needsOfNode(site, node)),
    lackingHere(),
    silentOthers(site, name, vips),
  ]);
  const findings = judgeAdopt({
    site,
    node: name,
    handover,
    state,
    running: imported.nodes.flatMap(({ instances }) => instances),
    next: compiledInstances(release, name),
    lacking,
    silent,
    doctor: judgeHost(doctor, needsOfNode(site, node)).findings,
    isBegun: record !== undefined,
  });
  const others = site.nodes.filter((one) => one.name !== name).map((one) => one.name);
  const differences = compareImport(imported.nodes, site, release).filter(
    // What the other node's files say is not known here.
    ({ what, was }) => was !== undefined || !others.some((other) => what.endsWith(`: priority of ${other}`)),
  );
  const sessions = state.holds ? await countSessions(vips) : 0;
  return { node: name, handover, state, vips, files, differences, findings, sessions };
}

function nodeOf(site: Site, name: string): SiteNode {
  const node = site.nodes.find((candidate) => candidate.name === name);
  if (node !== undefined) return node;
  const known = site.nodes.map((candidate) => candidate.name).join(', ');
  throw new Fault(
    'cli/unknown-node',
    `The spec has no node ${name}.`,
    `say which one this host is (${known}): HOLDFAST_NODE=NAME in ${ENVIRONMENT}.`,
  );
}

function handoverOf(site: Site, former: readonly FormerUnit[], files: readonly HostFile[]): Handover {
  const sockets = files.flatMap(({ path }) => /([^/]+\.socket)$/.exec(path)?.[1] ?? []);
  return { former, ours: [...sockets, FOUNDATION, DAEMON], hasPeers: site.nodes.length > 1 };
}

function vipsOf(release: Release, node: string): readonly AdoptedVip[] {
  const text = textOf(release, node, 'foundation.json');
  const { vips, listeners } = JSON.parse(text) as FoundationConfig;
  return vips.map(({ name, interface: device, addresses, takeoverMs }) => ({
    name,
    interface: device,
    addresses,
    takeoverMs,
    ports: listeners.flatMap(({ vip, protocol, port }) => (vip === name && protocol === 'tcp' ? [port] : [])),
  }));
}

function compiledInstances(release: Release, node: string): readonly VrrpInstance[] {
  const path = 'keepalived.conf';
  const text = fillSecrets(textOf(release, node, path), secretOnHost, quoteFor(path));
  return readKeepalived([parseKeepalived(text, path).source]).meaning.instances;
}

function textOf({ files }: Release, node: string, path: Release['files'][number]['path']): string {
  return files.find((file) => file.node === node && file.path === path)?.text ?? '';
}

/** As the daemon will find it, whose unit reads holdfast.env. */
function secretOnHost(secret: Secret): string | undefined {
  try {
    if ('file' in secret) return readFileSync(secret.file, 'utf8').replace(/\r?\n$/, '');
    const line = readFileSync(ENVIRONMENT, 'utf8')
      .split('\n')
      .find((one) => one.startsWith(`${secret.env}=`));
    return line?.slice(secret.env.length + 1).replace(/^(["'])(.*)\1$/, '$2');
  } catch {
    return undefined;
  }
}

async function silentOthers(
  site: Site,
  name: string,
  vips: readonly AdoptedVip[],
): Promise<readonly string[]> {
  const ports = [...new Set([...vips.flatMap((vip) => vip.ports), site.api.port])];
  const others = site.nodes.filter((node) => node.name !== name);
  const answers = await Promise.all(
    others.map(({ interfaces }) => {
      const addresses = interfaces.flatMap((one) => one.addresses);
      return anyAccepts(addresses.flatMap(({ address }) => ports.map((port) => ({ host: address, port }))));
    }),
  );
  return others.filter((_, index) => answers[index] !== true).map((node) => node.name);
}

async function lackingHere(): Promise<readonly string[]> {
  const units = await observeUnits([FOUNDATION, DAEMON]);
  return [
    ...[FOUNDATION, DAEMON].filter((unit) => units[unit] === undefined),
    ...CERTIFICATES.filter((file) => !existsSync(file)),
  ];
}

import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { type Command, Option } from 'commander';
import { Fault } from '../base/fault.ts';
import { collectHostFacts } from '../host/doctor/collect-host-facts.ts';
import type { HostFinding, HostNeeds, HostVerdict } from '../lint/host/host-facts.ts';
import { judgeHost } from '../lint/host/judge-host.ts';
import { type Checked, PLUGIN_STATES, worstOf } from '../node/check/check-verdict.ts';
import { printPlugin } from '../node/check/print-plugin.ts';
import { compileRelease } from '../release/compile-release.ts';
import { listenersOf } from '../site/listeners.ts';
import type { Site, SiteNode } from '../site/site.ts';
import { DEFAULT_SPEC_FILE, loadSite } from './load-site.ts';
import { severityPaint } from './show-problems.ts';

interface DoctorOptions {
  readonly file?: string;
  readonly node?: string;
  readonly output: 'text' | 'json';
}

/** Where the package's daemon finds them. */
const PACKAGE_SPEC = '/etc/holdfast/holdfast.yaml';
const PACKAGE_ENVIRONMENT = '/etc/holdfast/holdfast.env';

/** `holdfast doctor`: what on this host will hurt, each with the command that mends it. */
export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('what on this host will hurt a site, each with the command that mends it; changes nothing')
    .option('-f, --file <file>', `the spec (default: ${DEFAULT_SPEC_FILE}, else ${PACKAGE_SPEC}, else none)`)
    .option('--node <name>', 'this host’s name in the spec (default: HOLDFAST_NODE, else the host name)')
    .addOption(new Option('-o, --output <format>', 'how to print').choices(['text', 'json']).default('text'))
    .addHelpText(
      'after',
      `
As an ordinary user it sees less, and says what. It listens three seconds for VRRP of strangers (with tcpdump, as root).
Its first line and its exit codes are those of a monitoring plugin: 0 OK, 1 warnings, 2 errors, 3 it cannot be told.

Examples:
  sudo holdfast doctor
  holdfast doctor -f web.yaml --node lb1 -o json`,
    )
    .action(doctor);
}

async function doctor({ file, node, output }: DoctorOptions): Promise<void> {
  const spec = file ?? [DEFAULT_SPEC_FILE, PACKAGE_SPEC].find((path) => existsSync(path));
  const site = spec === undefined ? undefined : loadSite(spec);
  if (spec !== undefined && site === undefined) {
    process.exitCode = PLUGIN_STATES.indexOf('UNKNOWN');
    if (output === 'text')
      process.stdout.write(`HOST UNKNOWN - ${spec} says nothing that could be asked of a host\n`);
    return;
  }
  const needs = site === undefined ? undefined : needsOf(site, node);
  const verdict = judgeHost(await collectHostFacts(needs), needs);
  process.exitCode = PLUGIN_STATES.indexOf(worstOf(checkedOf(verdict).remarks));
  process.stdout.write(output === 'json' ? `${JSON.stringify(verdict, null, 2)}\n` : textOf(verdict));
}

function needsOf(site: Site, wanted: string | undefined): HostNeeds {
  const name = wanted ?? nameOfHost();
  const node = site.nodes.find((candidate) => candidate.name === name);
  if (node === undefined) {
    const known = site.nodes.map((candidate) => candidate.name).join(', ');
    throw new Fault(
      'cli/unknown-node',
      `The spec has no node ${name}.`,
      `Say which one this host is: --node ${known}.`,
    );
  }
  return needsOfNode(site, node);
}

/** What a site asks of the host that is its `node`. */
export function needsOfNode(site: Site, node: SiteNode): HostNeeds {
  const { name } = node;
  const { release } = compileRelease(site, { kind: 'host', runDir: () => '/run/holdfast' });
  const haproxy = release?.files.find((one) => one.node === name && one.path === 'haproxy.cfg')?.text ?? '';
  return {
    node: name,
    interfaces: [...new Set(node.interfaces.map((one) => one.name))],
    engines: (['haproxy', 'nginx'] as const).filter((one) =>
      site.services.some(({ engine }) => engine === one),
    ),
    needsStream: site.services.some(({ engine, mode }) => engine === 'nginx' && mode !== 'http'),
    maxconn: Number(/^ {4}maxconn (\d+)$/m.exec(haproxy)?.[1] ?? 0),
    listeners: listenersOf(site, name),
    routerIds: site.vips.map(({ vrrp }) => vrrp.routerId),
    own: site.nodes.flatMap(({ interfaces }) =>
      interfaces.flatMap((one) => one.addresses.map(({ address }) => address)),
    ),
  };
}

/** This host's name in the spec, as the package's daemon finds it. */
export function nameOfHost(): string {
  try {
    const said = /^HOLDFAST_NODE=(\S+)/m.exec(readFileSync(PACKAGE_ENVIRONMENT, 'utf8'))?.[1];
    if (said !== undefined) return said;
  } catch {
    // It may be unreadable for us, or not be there: then the name of the host counts, as it does for the daemon.
  }
  return process.env['HOLDFAST_NODE'] ?? hostname().split('.')[0] ?? '';
}

function checkedOf({ findings }: HostVerdict): Checked {
  const figure = (severity: HostFinding['severity'], range: 'warning' | 'critical') => ({
    label: `${severity}s`,
    value: findings.filter((one) => one.severity === severity).length,
    [range]: '0:0',
    min: 0,
  });
  const remarks = findings.map(({ code, severity }) => ({
    state: severity === 'error' ? ('CRITICAL' as const) : ('WARNING' as const),
    text: code,
  }));
  return {
    remarks: remarks.length === 0 ? [{ state: 'OK', text: 'nothing on this host will hurt' }] : remarks,
    figures: [figure('error', 'critical'), figure('warning', 'warning')],
  };
}

function textOf(verdict: HostVerdict): string {
  const paint = severityPaint(process.stdout);
  const block = ({ code, severity, message, remedy }: HostFinding) =>
    `\n${paint(severity)}  ${code}\n  ${message}\n  Fix: ${remedy}\n`;
  const notSeen = verdict.unseen.map(({ what, why }) => `not seen: ${what} (${why})\n`);
  return [
    printPlugin('HOST', checkedOf(verdict)),
    ...verdict.findings.map(block),
    ...(notSeen.length === 0 ? [] : ['\n', ...notSeen]),
  ].join('');
}

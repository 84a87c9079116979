import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { type Command, Option } from 'commander';
import { Fault } from '../base/fault.ts';
import { collectHostFacts } from '../host/doctor/collect-host-facts.ts';
import type { HostFinding, HostNeeds, HostVerdict } from '../lint/host/host-facts.ts';
import { judgeHost } from '../lint/host/judge-host.ts';
import { compileRelease } from '../release/compile-release.ts';
import { listenersOf } from '../site/listeners.ts';
import type { Site } from '../site/site.ts';
import { DEFAULT_SPEC_FILE, loadSite } from './load-site.ts';
import { severityPaint } from './show-problems.ts';

interface DoctorOptions {
  readonly file?: string;
  readonly node?: string;
  readonly output: 'text' | 'json';
  readonly failOn: 'error' | 'warning';
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
    .addOption(
      new Option('--fail-on <severity>', 'exit code 1 from this on')
        .choices(['error', 'warning'])
        .default('error'),
    )
    .addHelpText(
      'after',
      `
As an ordinary user it sees less, and says what. It listens three seconds for VRRP of strangers (with tcpdump, as root).
Exit codes: 0 nothing, or only warnings; 1 errors (--fail-on warning: warnings, too).

Examples:
  sudo holdfast doctor
  holdfast doctor -f web.yaml --node lb1 -o json`,
    )
    .action(doctor);
}

async function doctor({ file, node, output, failOn }: DoctorOptions): Promise<void> {
  const spec = file ?? [DEFAULT_SPEC_FILE, PACKAGE_SPEC].find((path) => existsSync(path));
  const site = spec === undefined ? undefined : loadSite(spec);
  if (spec !== undefined && site === undefined) return;
  const needs = site === undefined ? undefined : needsOf(site, node);
  const verdict = judgeHost(await collectHostFacts(needs), needs);
  process.stdout.write(output === 'json' ? `${JSON.stringify(verdict, null, 2)}\n` : textOf(verdict));
  if (verdict.findings.some(({ severity }) => severity === 'error' || failOn === 'warning'))
    process.exitCode = 1;
}

/** What a site asks of the host that is its node of this name. @throws Fault `cli/unknown-node` */
export function needsOf(site: Site, wanted: string | undefined): HostNeeds {
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
  const { release } = compileRelease(site, { kind: 'host', runDir: () => '/run/holdfast' });
  const haproxy = release?.files.find((one) => one.node === name && one.path === 'haproxy.cfg')?.text ?? '';
  return {
    node: name,
    interfaces: [...new Set(node.interfaces.map((one) => one.name))],
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

function textOf({ findings, unseen }: HostVerdict): string {
  const paint = severityPaint(process.stdout);
  const block = ({ code, severity, message, remedy }: HostFinding) =>
    `${paint(severity)}  ${code}\n  ${message}\n  Fix: ${remedy}\n`;
  const notSeen = unseen.map(({ what, why }) => `not seen: ${what} (${why})\n`);
  return [
    ...(findings.length === 0 ? ['Nothing on this host will hurt.\n'] : findings.map(block)),
    ...notSeen,
  ].join('');
}

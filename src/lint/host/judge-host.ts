import type { HostFacts, HostNeeds, HostVerdict, Seen } from './host-facts.ts';
import { judgeEngines } from './judge-engines.ts';
import { judgeKernel } from './judge-kernel.ts';
import { judgeNetwork } from './judge-network.ts';

/** Facts of a host, and what the spec asks of it → what will hurt. */
export function judgeHost(facts: HostFacts, needs: HostNeeds | undefined): HostVerdict {
  const findings = [
    ...judgeKernel(facts, needs),
    ...judgeEngines(facts, needs),
    ...judgeNetwork(facts, needs),
  ];
  const bySeverity = (severity: string) => findings.filter((finding) => finding.severity === severity);
  return { findings: [...bySeverity('error'), ...bySeverity('warning')], unseen: unseenOf(facts, needs) };
}

function unseenOf(facts: HostFacts, needs: HostNeeds | undefined): HostVerdict['unseen'] {
  const { settings, engines, ...rest } = facts;
  const named: Record<string, Seen<unknown>> = { ...settings };
  for (const [engine, seen] of Object.entries(engines)) named[`the version of ${engine}`] = seen;
  for (const [key, words] of Object.entries(WORDS)) named[words] = rest[key as keyof typeof rest];
  const unseen = Object.entries(named).flatMap(([what, seen]) =>
    'why' in seen ? [{ what, why: seen.why }] : [],
  );
  return needs === undefined
    ? [...unseen, { what: 'what the site needs of this host', why: 'no spec was found' }]
    : unseen;
}

const WORDS = {
  kernel: 'the version of the kernel',
  interfaces: 'network interfaces',
  nginxStream: "nginx's modules",
  users: 'users of the engines',
  openFiles: 'the limit of open files',
  isClockSynchronised: 'whether the clock is synchronised',
  activeUnits: "the distribution's units",
  socketUnits: 'socket units',
  takenPorts: 'who listens on the ports of the site',
  adverts: 'VRRP on the wire',
  apparmor: 'AppArmor profiles',
} as const satisfies Partial<Record<keyof HostFacts, string>>;

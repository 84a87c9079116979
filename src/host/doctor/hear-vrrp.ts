import { findProgram } from '../../foundation/find-program.ts';
import type { HostFacts } from '../../lint/host/host-facts.ts';
import { runCommand } from '../run-command.ts';

const LISTEN_MS = 3_000;

/** Listens for three seconds to the adverts on all interfaces, with tcpdump: Node has no raw sockets. */
export async function hearVrrp(): Promise<HostFacts['adverts']> {
  const tcpdump = findProgram('tcpdump');
  if (tcpdump === undefined) return { why: 'tcpdump is not installed' };
  const { stdout, stderr, timedOut } = await runCommand(
    [tcpdump, '-l', '-n', '-Q', 'in', '-i', 'any', '-c', '500', 'ip proto 112 or ip6 proto 112'],
    { timeoutMs: LISTEN_MS },
  );
  if (!timedOut && stdout === '' && /permission|not permitted/i.test(stderr))
    return { why: 'only root may listen' };
  return { fact: readAdverts(stdout) };
}

/** `… IP 10.0.0.11 > 10.0.0.12: VRRPv3, Advertisement, vrid 51, prio 100, …` */
export function readAdverts(text: string): { from: string; routerId: number }[] {
  return [
    ...text.matchAll(/IP6? ([0-9a-f.:]+) > \S+: (?:\([^)]*\) )?VRRPv[23], Advertisement, vrid (\d+)/g),
  ].map(([, from = '', routerId]) => ({ from, routerId: Number(routerId) }));
}

import { findProgram } from '../../foundation/find-program.ts';
import type { HostFacts } from '../../lint/host/host-facts.ts';
import { runCommand } from '../run-command.ts';

/** Units of distributions that run an engine of ours or another keeper of addresses. */
const ENGINE_UNITS = [
  'haproxy.service',
  'keepalived.service',
  'nginx.service',
  'pacemaker.service',
  'ucarp.service',
];

/** What systemd runs of the distribution's engines, and which sockets it holds for us. */
export async function lookAtUnits(): Promise<Pick<HostFacts, 'activeUnits' | 'socketUnits'>> {
  const none = { why: 'systemd does not run here' };
  if (findProgram('systemctl') === undefined) return { activeUnits: none, socketUnits: none };
  const [engines, sockets] = await Promise.all([
    runCommand(['systemctl', 'show', '--property=Id,ActiveState', ...ENGINE_UNITS]),
    runCommand(['systemctl', 'show', '--property=Id,ActiveState,Listen', 'holdfast-*.socket']),
  ]);
  if (engines.code !== 0) return { activeUnits: none, socketUnits: none };
  const active = (text: string) => readUnits(text).filter((unit) => unit['ActiveState'] === 'active');
  return {
    activeUnits: { fact: active(engines.stdout).map((unit) => unit['Id'] ?? '') },
    socketUnits: {
      fact: Object.fromEntries(
        active(sockets.stdout).map((unit) => [
          unit['Id'] ?? '',
          [...(unit['Listen'] ?? '').matchAll(/(\S+) \(Stream\)/g)].map(([, place = '']) => place),
        ]),
      ),
    },
  };
}

/** Blocks of `KEY=VALUE` lines, as `systemctl show` prints them; a key that comes twice is joined. */
export function readUnits(text: string): Record<string, string>[] {
  return text
    .split(/\n\n+/)
    .map((block) => {
      const unit: Record<string, string> = {};
      for (const [, key = '', value = ''] of block.matchAll(/^(\w+)=(.*)$/gm))
        unit[key] = unit[key] === undefined ? value : `${unit[key]} ${value}`;
      return unit;
    })
    .filter((unit) => unit['Id'] !== undefined);
}

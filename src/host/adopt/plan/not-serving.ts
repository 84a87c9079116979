import type { FoundationStatus } from '../../../foundation/status.ts';

const WELL = new Set(['running', 'unused']);

/** Why a foundation does not serve yet, in words; undefined = it does, and its Keepalived knows its part. */
export function notServing({ state, guests, vips, findings }: FoundationStatus): string | undefined {
  const { haproxy, nginx, keepalived } = guests;
  const [finding] = findings;
  if (state !== 'running') return finding?.message ?? `the foundation is ${state}`;
  if (!WELL.has(haproxy.state)) return `HAProxy is ${haproxy.state}`;
  if (nginx !== undefined && !WELL.has(nginx.state)) return `nginx is ${nginx.state}`;
  if (keepalived.state !== 'running') return `Keepalived is ${keepalived.state}`;
  for (const [name, { healthy, reason }] of Object.entries(vips))
    if (!healthy) return `${name} cannot be served here: ${reason ?? 'no reason is given'}`;
  const roles = Object.entries(keepalived.vips);
  for (const [name, { role }] of roles)
    if (role !== 'MASTER' && role !== 'BACKUP') return `Keepalived says ${role} for ${name}`;
  return roles.length === 0 ? 'Keepalived has not said what it is' : undefined;
}

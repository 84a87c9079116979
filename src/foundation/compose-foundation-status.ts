import type { FoundationConfig } from '../release/foundation-config.ts';

import type { EngineGuest, FoundationStatus, VrrpRole } from './status.ts';

export type Roles = ReadonlyMap<string, { readonly role: VrrpRole; readonly priority: number | undefined }>;

/** The status from its parts; `config` is undefined while nothing is in force. */
export function composeFoundationStatus(parts: {
  readonly config: FoundationConfig | undefined;
  readonly process: Pick<FoundationStatus, 'pid' | 'startedAt' | 'state'>;
  readonly haproxy: EngineGuest;
  readonly nginx: EngineGuest;
  readonly keepalived: Omit<FoundationStatus['guests']['keepalived'], 'vips'>;
  readonly roles: Roles;
  readonly vips: FoundationStatus['vips'];
  readonly findings: FoundationStatus['findings'];
}): FoundationStatus {
  const { config, roles } = parts;
  // A VIP of both families has two instances that move together: either speaks for it.
  const roleOf = ([instance = '']: readonly string[]) =>
    roles.get(instance) ?? { role: 'unknown' as const, priority: undefined };
  const vipRoles = (config?.vips ?? []).map(({ name, instances }) => [name, roleOf(instances)] as const);
  return {
    version: 1,
    site: config?.site ?? '',
    node: config?.node ?? '',
    ...parts.process,
    listeners: (config?.listeners ?? []).map(({ name, address, port }) => ({ name, address, port })),
    guests: {
      haproxy: parts.haproxy,
      ...(parts.nginx.state === 'unused' ? {} : { nginx: parts.nginx }),
      keepalived: { ...parts.keepalived, vips: Object.fromEntries(vipRoles) },
    },
    vips: parts.vips,
    findings: parts.findings,
  };
}

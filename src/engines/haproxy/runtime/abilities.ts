import type { EngineVersion } from '../../lint-context.ts';
import { isAtLeast } from '../rules/reading/is-at-least.ts';

/** What one version of HAProxy can safely be told while it runs (docs/decisions/0008-runtime-changes-per-version.md). */
export interface RuntimeAbilities {
  /** `add server`, `del server`: experimental before 2.6, and then not used. */
  readonly addsServers: boolean;
  /** Words of a `server` line that `add server` refuses. */
  readonly refusedWords: ReadonlySet<string>;
  /**
   * A server that HTTP went through can be deleted. 2.6 before 2.6.17 can use its memory afterwards
   * (haproxy git 1b8c5abee): there it stays behind in maintenance until the next reload.
   */
  readonly deletesUsedHttpServers: boolean;
  /** Connections to added servers are used again; not before 2.6.17 (haproxy git 8a31783b6). */
  readonly reusesConnections: boolean;
  /** `wait 1s srv-removable`: from 3.3 on idle connections also keep a server from being deleted. */
  readonly waitsForRemovable: boolean;
}

/** No command with its payload may be longer: one of 16,384 bytes brings HAProxy 2.6.12 down, longer ones vanish. */
export const LONGEST_MESSAGE = 15_000;

/** Measured word by word on 2.6.12; the later ones from the sources of 3.0 and 3.2 (`dynamic_ok`). */
const REFUSED =
  `init-addr log-proto max-reuse namespace redir resolve-net resolve-opts resolve-prefer resolvers socks4 tcp-ut
  non-stick shard hash-key guid init-state idle-ping`.split(/\s+/);
/** Taken, but not sent: `enabled` leaves the server unreachable (haproxy issue 2497), and a tracked one cannot be deleted. */
const NOT_SENT = ['enabled', 'track'];

export function abilitiesOf(version: EngineVersion): RuntimeAbilities {
  const isFixed26 = !isAtLeast(version, [2, 6]) || isAtLeast(version, [2, 7]) || (version.patch ?? 0) >= 17;
  return {
    addsServers: isAtLeast(version, [2, 6]),
    refusedWords: new Set([...REFUSED, ...NOT_SENT, ...(isAtLeast(version, [3, 0]) ? [] : ['cookie'])]),
    deletesUsedHttpServers: isFixed26,
    reusesConnections: isFixed26,
    waitsForRemovable: isAtLeast(version, [3, 0]),
  };
}

/** `2.6.12-1+deb12u4` as `show info` says it. Undefined for what is no version. */
export function parseVersion(text: string): EngineVersion | undefined {
  const match = /^(\d+)\.(\d+)(?:[.-](?:dev)?(\d+))?/.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch] = match;
  return {
    major: Number(major),
    minor: Number(minor),
    patch: patch === undefined ? undefined : Number(patch),
  };
}

import { Fault } from '../base/fault.ts';
import { findProgram, searchPath } from '../foundation/find-program.ts';

/** Program → the Debian and Ubuntu package that has it. */
const PACKAGES = {
  haproxy: 'haproxy',
  keepalived: 'keepalived',
  ip: 'iproute2',
  unshare: 'util-linux',
  nsenter: 'util-linux',
  flock: 'util-linux',
  pgrep: 'procps',
  openssl: 'openssl',
  wrk: 'wrk',
} as const;

export type ProgramName = keyof typeof PACKAGES;

/** The absolute path of each program. Throws `host/engine-missing`, which names all that are missing at once. */
export function requirePrograms<Name extends ProgramName>(
  names: readonly Name[],
  path: string = searchPath(),
): Readonly<Record<Name, string>> {
  const found = names.map((name) => [name, findProgram(name, path)] as const);
  const missing = found.filter(([, file]) => file === undefined).map(([name]) => name);
  if (missing.length > 0) {
    const packages = [...new Set(missing.map((name) => PACKAGES[name]))].join(' ');
    throw new Fault(
      'host/engine-missing',
      `This machine lacks ${missing.join(', ')}.`,
      `run: sudo apt-get install --no-install-recommends ${packages}`,
      `searched: ${path}`,
    );
  }
  return Object.fromEntries(found) as Record<Name, string>;
}

import { baseName, programOf } from '../grammar/commands-of.ts';
import type { ShellCommand } from '../grammar/source.ts';

/** `ip addr`, `ifconfig`, `hostname -I`: lists the addresses of this machine. */
export function printsAddresses(command: ShellCommand): boolean {
  const [program, ...rest] = programOf(command).map(({ value }) => value);
  const name = baseName(program ?? '');
  if (name === 'ip') return rest.some((word) => /^(?:a|ad|addr|address)$/.test(word));
  return name === 'ifconfig' || (name === 'hostname' && rest.includes('-I'));
}

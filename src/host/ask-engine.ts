import { resolve } from 'node:path';
import type { EngineMessage } from '../engines/engine-message.ts';
import { readHaproxyVerdict } from '../engines/haproxy/read-verdict.ts';
import { readKeepalivedVerdict } from '../engines/keepalived/read-verdict.ts';
import { readNginxVerdict } from '../engines/nginx/read-verdict.ts';
import { findProgram } from '../foundation/find-program.ts';
import { runCommand } from './run-command.ts';

export interface EngineQuestion {
  readonly engine: 'haproxy' | 'keepalived' | 'nginx';
  /** In the order in which the engine reads them; Keepalived and nginx take one. */
  readonly paths: readonly string[];
  /** Network interfaces that the files speak of: without them Keepalived stops reading. */
  readonly interfaces: readonly string[];
}

const LONGEST_MS = 20_000;

/**
 * What an engine's own check says of somebody's files, as it stands. It runs as an ordinary user's process in a network
 * of its own that is thrown away. Undefined = this machine has no such engine, or allows no such network.
 */
export async function askEngine({
  engine,
  paths,
  interfaces,
}: EngineQuestion): Promise<readonly EngineMessage[] | undefined> {
  const program = findProgram(engine);
  const unshare = findProgram('unshare');
  if (program === undefined || unshare === undefined || paths.length === 0) return undefined;
  const sandbox = [unshare, '--user', '--map-root-user', '--net', '--mount', '--kill-child'];
  const files = paths.map((path) => resolve(path));
  const { code, stdout, stderr, timedOut } = await runCommand(
    [
      ...sandbox,
      'sh',
      '-c',
      SCRIPTS[engine],
      'sh',
      program,
      ...(engine === 'keepalived' ? [...files.slice(0, 1), ...interfaces] : files),
    ],
    { timeoutMs: LONGEST_MS },
  );
  const output = `${stdout}\n${stderr}`;
  if (timedOut || code === 127 || /^unshare: /m.test(stderr)) return undefined;
  return READERS[engine](output).map((message) => ({ ...message, path: named(message) }));

  /** As the caller named it; with a single file Keepalived names none. */
  function named({ path, line }: EngineMessage): string | undefined {
    if (path === undefined) return line === undefined || paths.length > 1 ? undefined : paths[0];
    return paths[files.indexOf(path)] ?? path;
  }
}

/** `2.6` of the engine that is installed here; undefined = there is none, or it does not say. */
export async function engineVersion(engine: EngineQuestion['engine']): Promise<string | undefined> {
  const program = findProgram(engine);
  if (program === undefined) return undefined;
  const { stdout, stderr } = await runCommand([program, '-v'], { timeoutMs: LONGEST_MS });
  return /(?:version |Keepalived v|nginx\/)(\d+\.\d+)/.exec(`${stdout}\n${stderr}`)?.[1];
}

const READERS = { haproxy: readHaproxyVerdict, keepalived: readKeepalivedVerdict, nginx: readNginxVerdict };

/** `sh -c SCRIPT sh PROGRAM ARGUMENT…`; the arguments are never read as shell. */
const SCRIPTS = {
  haproxy: 'program=$1; shift; for file do set -- "$@" -f "$file"; shift; done; exec "$program" -c "$@"',
  keepalived: [
    'program=$1; file=$2; shift 2',
    'for name do ip link add name "$name" type dummy || ip link add name "$name" type bridge; ip link set "$name" up; done 2>/dev/null',
    'exec "$program" -t -f "$file"',
  ].join('\n'),
  nginx: 'exec "$1" -t -e stderr -c "$2"',
};

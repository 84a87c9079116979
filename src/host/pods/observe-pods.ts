import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import type { ObservedContainer } from '../../pods/observed-container.ts';
import type { ContainerEngine } from './container-engine.ts';

/** As both `docker inspect` and `podman inspect` print it, as far as it is needed. */
interface Inspected {
  readonly Id: string;
  readonly Name: string;
  readonly State: { readonly Status: string; readonly Running: boolean; readonly Pid: number };
  readonly HostConfig: { readonly NetworkMode: string };
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null };
}

/** Every container of the engine. Throws the engine's Faults, and `pods/no-rights` when its namespace cannot be seen. */
export async function observePods(engine: ContainerEngine): Promise<readonly ObservedContainer[]> {
  const ids = (await engine.ask('ps', '-aq', '--no-trunc')).split('\n').filter((id) => id !== '');
  if (ids.length === 0) return [];
  // One that is removed meanwhile makes the command fail, and still prints the others.
  const { stdout } = await engine.run('inspect', '--type', 'container', ...ids);
  return (JSON.parse(stdout === '' ? '[]' : stdout) as Inspected[]).map(readContainer);
}

function readContainer({ Id: id, Name, State, HostConfig, Config }: Inspected): ObservedContainer {
  const pid = State.Running ? State.Pid : 0;
  const labels = Config.Labels ?? {};
  return {
    id,
    name: Name.replace(/^\//, ''),
    project:
      labels['com.docker.compose.project'] ?? labels['io.podman.compose.project'] ?? labels['holdfast.pod'],
    running: State.Running,
    state: State.Status,
    namespace: namespaceOf(pid),
    interfaces: interfacesOf(pid),
    joins: readMode(HostConfig.NetworkMode),
  };
}

function readMode(mode: string): ObservedContainer['joins'] {
  const [, kind, rest = ''] = /^(container|ns):(.+)$/.exec(mode) ?? [];
  if (kind === 'container') return { container: rest };
  return kind === 'ns' ? { file: rest, namespace: namedBy(rest) } : undefined;
}

/** What a bind mount of a namespace names; a file that was left behind when it was unmounted names nothing. */
function namedBy(file: string): string | undefined {
  try {
    const { ino, size, dev } = statSync(file);
    const own = statSync('/proc/self/ns/net');
    return size === 0 && dev === own.dev ? `net:[${ino}]` : undefined;
  } catch {
    return undefined;
  }
}

function namespaceOf(pid: number): string | undefined {
  if (pid === 0) return undefined;
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') {
      throw new Fault(
        'pods/no-rights',
        `You may not see the network namespace of process ${pid}.`,
        'run it as root: sudo holdfast pod …',
        String(error),
      );
    }
    // It ended meanwhile, or the engine runs on another machine.
    return undefined;
  }
}

function interfacesOf(pid: number): readonly string[] | undefined {
  if (pid === 0) return undefined;
  try {
    return readFileSync(`/proc/${pid}/net/dev`, 'utf8')
      .split('\n')
      .slice(2)
      .map((line) => line.split(':')[0]?.trim() ?? '')
      .filter(
        (name) => name !== '' && name !== 'lo' && !/^(?:tunl0|sit0|ip6tnl0|gre0|gretap0|erspan0)$/.test(name),
      );
  } catch {
    return undefined;
  }
}

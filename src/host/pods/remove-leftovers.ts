import { runCommand } from '../run-command.ts';

interface Link {
  readonly ifname: string;
}

/** Docker gives an interface such a name while it is on its way into a container, or out of it. */
const IN_TRANSIT = /^veth[0-9a-f]{7}$/;

/**
 * Removes interfaces of macvlan networks that Docker left in the host's own network: nobody uses them there, and as long as
 * one is there no container can have its hardware address again. Answers their names; empty where nothing could be done.
 */
export async function removeLeftovers(): Promise<readonly string[]> {
  const { code, stdout } = await runCommand(['ip', '-j', 'link', 'show', 'type', 'macvlan']);
  if (code !== 0) return [];
  const links = (JSON.parse(stdout === '' ? '[]' : stdout) as Partial<Link>[]).flatMap(({ ifname = '' }) =>
    IN_TRANSIT.test(ifname) ? [ifname] : [],
  );
  const removed = await Promise.all(
    links.map(async (name) => ((await runCommand(['ip', 'link', 'del', name])).code === 0 ? [name] : [])),
  );
  return removed.flat();
}

import type { Bind, BindAddress, Proxy } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import { type Draft, tell } from './draft.ts';

/** Where a proxy listens on the VIPs, with lines that mean the same but for the port put together. */
export interface Listening {
  readonly vips: readonly string[];
  readonly ports: readonly number[];
  /** The first line of it: `ssl`, `crt` and the like are the same on all. */
  readonly bind: Bind;
  readonly isTls: boolean;
}

/** More ports than this in one range are a mistake or a job for raw packets. */
const MOST_PORTS = 100;

/** What cannot listen on a VIP (a socket file, an address of one node) is told and left out. */
export function listeningOf(draft: Draft, proxy: Proxy): Listening[] {
  const found = new Map<string, { vips: string[]; ports: number[]; bind: Bind; isTls: boolean }>();
  for (const bind of proxy.binds) {
    for (const address of bind.addresses) {
      const vips = vipsOf(draft, address);
      const ports = portsOf(address);
      if (vips === undefined || vips.length === 0 || ports.length === 0) {
        const where = bind.statement.args[0] ?? '';
        const message = `${proxy.kind} ${proxy.name} listens on ${where}, which is no VIP: services of a spec listen on VIPs.`;
        tell(draft, 'import/left-out', spanOf(bind.statement), message);
        continue;
      }
      const isTls = bind.options.has('ssl');
      const key = JSON.stringify([vips, settingsOf(bind)]);
      const group = found.get(key) ?? { vips, ports: [], bind, isTls };
      for (const port of ports) if (!group.ports.includes(port)) group.ports.push(port);
      found.set(key, group);
    }
  }
  return [...found.values()];
}

/** `*` is every VIP; an address is the VIP that has it. */
function vipsOf({ spec }: Draft, { kind, address, family }: BindAddress): string[] | undefined {
  const has = (name: string, test: (own: string) => boolean) => {
    const { address: one, addresses = [] } = spec.vips[name] ?? {};
    return [one, ...addresses].some((own) => own !== undefined && test(own));
  };
  const names = Object.keys(spec.vips);
  if (kind === 'any') {
    return names.filter(
      (name) => family !== 4 || has(name, (own) => !own.includes(':')) || !has(name, () => true),
    );
  }
  if (kind !== 'ip') return undefined;
  return names.filter((name) => has(name, (own) => own.split('/')[0] === address));
}

function portsOf({ ports }: BindAddress): number[] {
  if (ports === undefined) return [];
  const [first, last] = ports;
  if (first < 1 || last - first >= MOST_PORTS) return [];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

function settingsOf({ options }: Bind): string[] {
  return [...options.values()].map(({ name, values }) => [name, ...values].join(' ')).sort();
}

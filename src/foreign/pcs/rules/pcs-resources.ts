import type { Span } from '../../../base/text-range.ts';
import type { SaidWord } from '../../said-word.ts';
import type { PcsSource } from '../grammar/source.ts';

export interface PcsResource {
  readonly name: string;
  /** `ocf:heartbeat:IPaddr2`, `systemd:haproxy`. */
  readonly agent: string;
  readonly at: Span;
  /** Of the monitor operation; undefined = no `op monitor` is written. */
  readonly monitor: { readonly options: ReadonlyMap<string, string>; readonly at: Span } | undefined;
  /** `--group NAME` or `group NAME`. */
  readonly group: string | undefined;
  readonly hasNoDefaultOps: boolean;
}

/** The resources that `pcs resource create` makes. */
export function pcsResources(source: PcsSource): readonly PcsResource[] {
  return source.commands.flatMap(({ words, at }) => {
    const [subject, verb, name, agent, ...rest] = words;
    if (subject?.value !== 'resource' || verb?.value !== 'create') return [];
    if (name === undefined || agent === undefined) return [];
    const groupAt = rest.findIndex(({ value }) => value === '--group' || value === 'group');
    return [
      {
        name: name.value,
        agent: agent.value,
        at,
        monitor: monitorOf(rest),
        group: groupAt < 0 ? undefined : rest[groupAt + 1]?.value,
        hasNoDefaultOps: rest.some(({ value }) => value === '--no-default-ops'),
      },
    ];
  });
}

/** The options behind `op … monitor`, up to the next operation or the next part of the command. */
function monitorOf(words: readonly SaidWord[]): PcsResource['monitor'] {
  const first = words.findIndex(({ value }) => value === 'op');
  const index = words.findIndex(
    ({ value }, position) => position > first && first >= 0 && value === 'monitor',
  );
  const word = words[index];
  if (word === undefined) return undefined;
  const options = new Map<string, string>();
  let at = word.at;
  for (const next of words.slice(index + 1)) {
    const equals = next.value.indexOf('=');
    if (equals < 0) break;
    options.set(next.value.slice(0, equals), next.value.slice(equals + 1));
    at = { ...at, endLine: next.at.endLine, endColumn: next.at.endColumn };
  }
  return { options, at };
}

/** The resource is an address that moves. */
export function isAddress({ agent }: PcsResource): boolean {
  return /(?:^|:)IP(?:v6)?addr2?$/i.test(agent);
}

/** The resource is a load balancer or another server that clients reach at the address. */
export function isBalancer({ agent }: PcsResource): boolean {
  return /^(?:systemd|service|lsb):(?:haproxy|nginx)(?:@.*)?$|(?:^|:)(?:haproxy|nginx)$/i.test(agent);
}

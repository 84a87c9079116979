import type { Span } from '../../../base/text-range.ts';
import type { ComposeService, ComposeValue } from '../grammar/tree.ts';
import { entryOf, settingOf } from './service.ts';

interface Published {
  /** An address of the host; empty = all of them. */
  readonly host: string;
  readonly port: number;
  readonly protocol: string;
  readonly at: Span;
}

/** Fixed ports of the host; ranges, variables and ports that the engine chooses are left out. */
export function publishedOf(service: ComposeService): readonly Published[] {
  const ports = settingOf(service, 'ports')?.value;
  return ports?.kind === 'list' ? ports.items.flatMap(readPort) : [];
}

function readPort(item: ComposeValue): readonly Published[] {
  const text = item.kind === 'scalar' ? item.text : longForm(item);
  const match = /^(?:(\[[^\]]+\]|[^:$]*):)?(\d+):\d+(?:\/(tcp|udp|sctp))?$/.exec(text);
  if (match === null) return [];
  const host = match[1] === '0.0.0.0' ? '' : (match[1] ?? '');
  return [{ host, port: Number(match[2]), protocol: match[3] ?? 'tcp', at: item.at }];
}

function longForm(item: ComposeValue): string {
  const of = (key: string, otherwise: string): string => {
    const value = entryOf(item, key)?.value;
    return value?.kind === 'scalar' ? value.text : otherwise;
  };
  const host = of('host_ip', '');
  return `${host === '' ? '' : `${host}:`}${of('published', '')}:${of('target', '')}/${of('protocol', 'tcp')}`;
}

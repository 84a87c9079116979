import type { Span } from '../../../base/text-range.ts';
import type { ComposeService, ComposeValue } from '../grammar/tree.ts';
import { entryOf, settingOf } from './service.ts';

interface Mount {
  readonly source: string;
  /** Within the container. */
  readonly target: string;
  /** `bind`, `volume`, `tmpfs`; empty in the short form. */
  readonly type: string;
  readonly at: Span;
}

/** The volumes of a service, in the short and the long form. */
export function mountsOf(service: ComposeService): readonly Mount[] {
  const volumes = settingOf(service, 'volumes')?.value;
  return volumes?.kind === 'list' ? volumes.items.map(readMount) : [];
}

function readMount(item: ComposeValue): Mount {
  if (item.kind !== 'scalar') {
    const of = (key: string): string => {
      const value = entryOf(item, key)?.value;
      return value?.kind === 'scalar' ? value.text : '';
    };
    return { source: of('source'), target: of('target'), type: of('type'), at: item.at };
  }
  const [first = '', second] = item.text.split(':');
  return { source: second === undefined ? '' : first, target: second ?? first, type: '', at: item.at };
}

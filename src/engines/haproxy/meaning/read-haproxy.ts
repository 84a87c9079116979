import type { Problem } from '../../../base/problem.ts';
import { outlineOf } from '../grammar/outline.ts';
import type { HaproxySource } from '../grammar/source.ts';
import type { HaproxyMeaning } from './meaning.ts';
import { readProxies } from './read-proxies.ts';
import { readSections } from './read-sections.ts';

export interface ReadHaproxy {
  readonly meaning: HaproxyMeaning;
  readonly problems: readonly Problem[];
}

/** What the files of one HAProxy say together, in the order that `-f` gives them. Never throws. */
export function readHaproxy(sources: readonly HaproxySource[]): ReadHaproxy {
  const sections = sources.flatMap((source) => readSections(source.path, outlineOf(source).lines));
  const { proxies, problems } = readProxies(sections);
  const byHead = new Map(proxies.map((proxy) => [proxy.head, proxy]));
  const all = sections.map((section) => byHead.get(section.head) ?? section);
  const globals = all.filter(({ kind }) => kind === 'global');
  return { meaning: { sources, sections: all, globals, proxies }, problems };
}

import { parseHaproxy } from '../../engines/haproxy/grammar/parse.ts';
import type { HaproxyMeaning } from '../../engines/haproxy/meaning/meaning.ts';
import { readHaproxy } from '../../engines/haproxy/meaning/read-haproxy.ts';

const MOST = 2;
const known = new Map<string, HaproxyMeaning>();

/** What a haproxy.cfg says. The last ones are remembered: the file in force is asked for in every cycle. */
export function readMeaning(text: string): HaproxyMeaning {
  const meaning = known.get(text) ?? readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]).meaning;
  known.delete(text);
  known.set(text, meaning);
  for (const oldest of [...known.keys()].slice(0, -MOST)) known.delete(oldest);
  return meaning;
}

import { bannersOf } from '../../../ui/see/banners.ts';
import { linkOf, type Seen, silenceOf } from './seen.ts';
import { fillLine, type Ink, type Line, span } from './spans.ts';

const INKS: Readonly<Record<string, Ink>> = { scream: 'scream', bad: 'bad', warn: 'warn', note: 'plain' };
const WORDS: Readonly<Record<string, string>> = { scream: '!!', bad: '!', warn: '~', note: '·' };

/** What everybody who looks must know first; at most `most` lines, the last of which says how many are missing. */
export function bannerLines(seen: Seen, width: number, most: number): readonly Line[] {
  const { site, nowMs } = seen;
  if (site === undefined) return [];
  const lost: readonly Line[] =
    linkOf(seen) === 'lost'
      ? [
          fillLine(
            [
              span(
                ` NO DAEMON ANSWERS for ${silenceOf(seen)}: all below is old, and asked again twice a second`,
                'scream',
              ),
            ],
            width,
            'scream',
          ),
        ]
      : [];
  const told = bannersOf(site, undefined, nowMs).map(({ tone, text }): Line => {
    const ink = INKS[tone] ?? 'plain';
    const line = [span(` ${WORDS[tone] ?? ''} ${text}`, ink)];
    return tone === 'scream' ? fillLine(line, width, 'scream') : line;
  });
  const all = [...lost, ...told];
  if (all.length <= most) return all;
  const shown = all.slice(0, Math.max(0, most - 1));
  return [
    ...shown,
    [span(` ~ and ${all.length - shown.length} more of this kind: see Now and Nodes`, 'warn')],
  ];
}

import { holdsOf } from '../see/holds.ts';
import { clockWords, spanWords } from '../see/time-words.ts';
import { events, nowMs } from '../state/link.ts';

const QUARTER_MS = 15 * 60_000;
const WIDTH = 800;

/** Who held a VIP lately, a row a node. @param spanMs default: a quarter of an hour */
export function HoldsStrip({
  vip,
  nodes,
  spanMs = QUARTER_MS,
}: {
  readonly vip: string;
  readonly nodes: readonly string[];
  readonly spanMs?: number;
}) {
  const now = nowMs.value;
  const from = now - spanMs;
  const stretches = holdsOf(events.value, vip, now).filter(({ toMs }) => toMs > from);
  const at = (ms: number) => (Math.max(0, ms - from) / spanMs) * WIDTH;
  if (stretches.length === 0) return <p class="dim">No move of it stands in the journals that were read.</p>;
  return (
    <figure class="strip">
      <figcaption>
        {vip} in the last {spanWords(spanMs)}
      </figcaption>
      {nodes.map((node) => (
        <div key={node} class="strip-row">
          <span>{node}</span>
          <svg
            viewBox={`0 0 ${WIDTH} 18`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`when ${node} held ${vip}`}
          >
            <rect class="ground" x="0" y="0" width={WIDTH} height="18" />
            {stretches.map(({ fromMs, toMs, nodes: held }) => {
              const mark = held.length === 0 ? 'nobody' : held.length > 1 ? 'two' : 'one';
              if (held.length > 0 && !held.includes(node)) return null;
              return (
                <rect
                  key={fromMs}
                  class={mark}
                  x={at(fromMs)}
                  y={held.length === 0 ? 7 : 2}
                  width={Math.max(2, at(toMs) - at(fromMs))}
                  height={held.length === 0 ? 4 : 14}
                />
              );
            })}
          </svg>
        </div>
      ))}
      <div class="strip-row dim">
        <span />
        <span class="ends">
          <span>{clockWords(from, now, 'local')}</span>
          <span>now</span>
        </span>
      </div>
    </figure>
  );
}

import type { FileDiff } from '../../src/release/plan/plan.ts';
import { impactTone, impactWords } from '../see/impact.ts';
import { Word } from './small.tsx';

/** What changes in one file of one node. */
export function DiffView({ file: { node, path, impact, hunks } }: { readonly file: FileDiff }) {
  return (
    <details class="diff" open={hunks.length < 4}>
      <summary>
        {node} <code>{path}</code> <Word tone={impactTone(impact)}>{impactWords(impact)}</Word>
      </summary>
      {hunks.map(({ head, lines }) => (
        <pre key={head} tabIndex={0} aria-label={`${node} ${path} ${head}`}>
          <span class="head">{head}</span>
          {lines.map(({ sign, text, origin }, index) => (
            <span
              key={index}
              class={sign === '+' ? 'added' : sign === '-' ? 'removed' : ''}
              title={origin === undefined ? undefined : `${origin.path}, line ${origin.line} of the spec`}
            >
              {`${sign}${text}`}
            </span>
          ))}
        </pre>
      ))}
    </details>
  );
}

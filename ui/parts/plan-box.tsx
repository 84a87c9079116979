import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PlanAnswer } from '../../src/node/api/node-service.ts';
import type { ApplyProgress } from '../../src/node/apply/apply-progress.ts';
import { impactTone, impactWords } from '../see/impact.ts';
import { act } from '../state/act.ts';
import { apiOf, ask, Refusal } from '../state/ask.ts';
import { about } from '../state/link.ts';
import { specFile as file, loadSpec, loadSpecOnce, specText as text } from '../state/spec-text.ts';
import { DiffView } from './diff-view.tsx';
import { Card, Same, Word } from './small.tsx';

const planned = signal<{ readonly of: string; readonly answer: PlanAnswer } | undefined>(undefined);
const trouble = signal('');
const isBusy = signal(false);

async function plan(): Promise<void> {
  const spec = text.value ?? '';
  isBusy.value = true;
  trouble.value = '';
  try {
    planned.value = {
      of: spec,
      answer: await ask<PlanAnswer>(`${apiOf()}/plan`, { spec, file: file.value }),
    };
  } catch (error) {
    planned.value = undefined;
    trouble.value =
      error instanceof Refusal ? `${error.message}\n${error.evidence}\n${error.remedy}` : String(error);
  }
  isBusy.value = false;
}

/** A spec, what it would change, and the button that does it. */
export function PlanBox() {
  const isKnown = about.value !== undefined;
  useEffect(() => {
    if (isKnown) void loadSpecOnce().catch((error: unknown) => (trouble.value = String(error)));
  }, [isKnown]);
  const shown = planned.value;
  return (
    <Card title="Plan a change" more={<Same cli={`plan -f ${file.value}`} path="/openapi.json" />}>
      <label class="spec">
        <span>
          <code>{file.value}</code>, as it stands on the disk or in force; what you change here is planned,
          and written nowhere
        </span>
        <textarea
          rows={12}
          spellcheck={false}
          value={text.value ?? ''}
          onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        />
      </label>
      <div class="buttons">
        <button
          type="button"
          class="primary"
          disabled={isBusy.value || (text.value ?? '') === ''}
          onClick={() => void plan()}
        >
          {isBusy.value ? 'Planning…' : 'Show the plan'}
        </button>
        <button type="button" onClick={() => void loadSpec()}>
          Read the file again
        </button>
      </div>
      <div role="status">
        {trouble.value !== '' && <pre class="bad-text">{trouble.value}</pre>}
        {shown !== undefined && shown.of !== text.value && (
          <p class="dim">The text is another one by now: plan it again.</p>
        )}
      </div>
      {shown !== undefined && shown.of === text.value && <Answer answer={shown.answer} />}
    </Card>
  );
}

function Answer({ answer }: { readonly answer: PlanAnswer }) {
  const { plan: found, sessionsCut, unreachable } = answer;
  const cut = Object.entries(sessionsCut).filter(([, count]) => count > 0);
  if (found.files.length === 0 && found.changes.length === 0)
    return <p class="answer">Nothing to do: the site has it in force.</p>;
  return (
    <div class="plan">
      <p class="answer">
        <Word tone={impactTone(found.impact)}>{impactWords(found.impact)}</Word>{' '}
        {cut.length === 0
          ? 'No session ends.'
          : cut.map(([node, count]) => `${count} sessions end on ${node}.`).join(' ')}
      </p>
      {Object.entries(unreachable).map(([node, why]) => (
        <p key={node} class="bad-text">
          {node} does not answer: {why}
        </p>
      ))}
      <ul class="plain">
        {found.changes.map((change) => (
          <li key={`${change.text} ${change.nodes.join()}`} class="line">
            <Word tone={impactTone(change.impact)}>{impactWords(change.impact)}</Word> {change.text}{' '}
            <span class="dim">
              on {change.nodes.join(', ')}
              {change.origin !== undefined && `; ${file.value}:${change.origin.line}`}
              {change.reason !== undefined && `; ${change.reason}`}
            </span>
          </li>
        ))}
      </ul>
      {found.files.map((one) => (
        <DiffView key={`${one.node}/${one.path}`} file={one} />
      ))}
      <div class="buttons">
        {CONFIRMS.map(([label, confirm, confirmMs]) => (
          <button key={label} type="button" onClick={() => act(applying(answer, label, confirm, confirmMs))}>
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}

const CONFIRMS = [
  ['Apply, confirm within 60 s', ' --confirm 60s', 60_000],
  ['Apply and keep', '', undefined],
] as const;

function applying(
  { plan: found, etag, sessionsCut }: PlanAnswer,
  title: string,
  confirm: string,
  confirmMs: number | undefined,
) {
  const cut = Object.values(sessionsCut).reduce((sum, count) => sum + count, 0);
  const nodes = [...new Set(found.files.map(({ node }) => node))].join(' and ');
  const back =
    confirmMs === undefined
      ? ''
      : ' It is taken back by itself unless you confirm it here or with `holdfast confirm`.';
  return {
    title: `${title}?`,
    cli: `apply -f ${file.value}${confirm} --yes`,
    effect: `${file.value} in force on ${nodes || 'all nodes'}, the standby first, or on none. Impact: ${impactWords(found.impact)}; ${cut === 0 ? 'no session ends' : `${cut} sessions end`}.${back}`,
    run: async () => {
      const order = {
        spec: text.value ?? '',
        file: file.value,
        planned: { before: found.before, after: found.after },
        ...(confirmMs === undefined ? {} : { confirmMs }),
      };
      const begun = await ask<ApplyProgress>(`${apiOf()}/apply`, order, { 'if-match': etag });
      planned.value = undefined;
      return `${begun.sentence} How it goes on stands on this page.`;
    },
  };
}

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PageFinding } from '../../src/node/page/page-site.ts';
import { Card, Copyable, Word } from '../parts/small.tsx';
import type { Tone } from '../see/headline.ts';
import { ask } from '../state/ask.ts';
import { about } from '../state/link.ts';
import { loadSpecOnce, specFile, specText } from '../state/spec-text.ts';

const found = signal<{ readonly of: string; readonly findings: readonly PageFinding[] } | undefined>(
  undefined,
);
const trouble = signal('');

const TONES: Readonly<Record<PageFinding['severity'], Tone>> = {
  error: 'bad',
  warning: 'warn',
  info: 'unknown',
};

let asked = 0;

/** Answers may overtake each other: the last question counts. */
async function lint(): Promise<void> {
  const spec = specText.value ?? '';
  const mine = ++asked;
  trouble.value = '';
  try {
    const findings = await ask<readonly PageFinding[]>('/page/lint', { spec, file: specFile.value });
    if (mine === asked) found.value = { of: spec, findings };
  } catch (error) {
    if (mine === asked) trouble.value = String(error);
  }
}

/** What is wrong with the spec, and what would end in an outage in what it generates. */
export function LintPage() {
  const mayLint = about.value?.mayLint;
  useEffect(() => {
    if (mayLint === undefined) return;
    void loadSpecOnce()
      .then(() => (mayLint ? lint() : undefined))
      .catch((error: unknown) => (trouble.value = String(error)));
  }, [mayLint]);
  if (mayLint === false) {
    return (
      <Card title="Lint">
        <p>A node’s daemon lints nothing beside its work. On any machine:</p>
        <Copyable text="holdfast lint -f holdfast.yaml" />
        <Copyable text="holdfast lint /etc/haproxy /etc/keepalived" />
      </Card>
    );
  }
  const shown = found.value;
  const lines = (shown?.of ?? '').split('\n');
  return (
    <>
      <Card title="What lint finds" more={<Copyable text={`holdfast lint -f ${specFile.value}`} />}>
        <div role="status">
          {trouble.value !== '' && <p class="bad-text">{trouble.value}</p>}
          {shown?.findings.length === 0 && (
            <p class="answer">Nothing was found in {specFile.value}, nor in what it generates.</p>
          )}
          {shown !== undefined && shown.of !== specText.value && (
            <p class="dim">The text is another one by now: lint it again.</p>
          )}
        </div>
        <ul class="plain">
          {(shown?.findings ?? []).map((one) => (
            <li key={`${one.code} ${one.line} ${one.column} ${one.message}`} class="line">
              <Word tone={TONES[one.severity]}>{one.severity}</Word>{' '}
              <code>
                {one.path}:{one.line}:{one.column}
              </code>{' '}
              <b>{one.code}</b>
              <pre>{lines[one.line - 1]}</pre>
              <div>{one.message}</div>
              <div>
                <b>Fix:</b> {one.remedy}
              </div>
              {one.why !== undefined && (
                <div class="dim">
                  {one.why} {one.source}
                </div>
              )}
              <Copyable text={`holdfast explain ${one.code}`} />
            </li>
          ))}
        </ul>
      </Card>
      <Card title="The spec">
        <label class="spec">
          <span>
            <code>{specFile.value}</code>; what you change here is linted, and written nowhere
          </span>
          <textarea
            rows={14}
            aria-label="the spec"
            spellcheck={false}
            value={specText.value ?? ''}
            onInput={({ currentTarget }) => (specText.value = currentTarget.value)}
          />
        </label>
        <div class="buttons">
          <button type="button" class="primary" onClick={() => void lint()}>
            Lint it
          </button>
        </div>
      </Card>
    </>
  );
}

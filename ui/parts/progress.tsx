import type { ApplyProgress } from '../../src/node/apply/apply-progress.ts';
import type { Tone } from '../see/headline.ts';
import { spanWords } from '../see/time-words.ts';
import { apiOf, ask } from '../state/ask.ts';
import { nowMs, site } from '../state/link.ts';
import { ActButton } from './act.tsx';
import { Card, Moment, Same, Word } from './small.tsx';

const TONES: Readonly<Record<ApplyProgress['stage'], Tone>> = {
  checking: 'warn',
  applying: 'warn',
  unconfirmed: 'warn',
  kept: 'good',
  undoing: 'warn',
  undone: 'warn',
  refused: 'bad',
  stuck: 'bad',
};

/** The apply that is on, or the last one, node by node. */
export function Progress() {
  const now = site.value?.progress;
  if (now === undefined || now === null) return null;
  const left = now.confirmBy === undefined ? undefined : Math.max(0, Date.parse(now.confirmBy) - nowMs.value);
  const isOn = ['checking', 'applying', 'unconfirmed'].includes(now.stage);
  return (
    <Card
      title={`${now.kind === 'apply' ? 'Apply' : 'Roll back'}: revision ${now.revision}`}
      more={<Same path="/progress" cli="status" />}
    >
      <p class="answer" role="status">
        <Word tone={TONES[now.stage]}>{now.stage}</Word> {now.sentence}
      </p>
      {now.stage === 'unconfirmed' && left !== undefined && (
        <p class="countdown">
          Taken back in <b>{spanWords(left)}</b> unless it is confirmed.
        </p>
      )}
      {now.fault !== undefined && (
        <p class="bad-text">
          {now.fault.message} <b>Fix:</b> {now.fault.remedy}
        </p>
      )}
      <ol class="steps">
        {now.nodes.map(({ node, stage, how, says, sessionsCut, tookMs }) => (
          <li key={node}>
            <b>{node}</b>{' '}
            <Word
              tone={stage === 'failed' ? 'bad' : stage === 'applied' || stage === 'kept' ? 'good' : 'plain'}
            >
              {stage}
            </Word>{' '}
            {how} {says} {tookMs > 0 && <span class="dim">in {spanWords(tookMs)}</span>}{' '}
            {sessionsCut > 0 && `${sessionsCut} sessions ended`}
          </li>
        ))}
      </ol>
      <p class="dim">
        by {now.who}, begun <Moment at={now.startedAt} /> {now.note}
      </p>
      <div class="buttons">
        {now.stage === 'unconfirmed' && (
          <ActButton
            label="Keep it"
            action={() => ({
              title: `Keep revision ${now.revision}?`,
              cli: 'confirm',
              effect: 'It stays in force on all nodes; nothing else happens to traffic.',
              run: async () => (await ask<ApplyProgress>(`${apiOf()}/confirm`, {})).sentence,
            })}
          />
        )}
        {isOn && (
          <ActButton
            label="Take it back now"
            action={() => ({
              title: 'Put the former release back now?',
              cli: 'confirm --undo',
              effect: 'Every node that was changed gets the former release again, the last one first.',
              run: async () => (await ask<ApplyProgress>(`${apiOf()}/undo`, {})).sentence,
            })}
          />
        )}
      </div>
    </Card>
  );
}

import { useEffect, useState } from 'preact/hooks';
import type { DrillFigures, DrillRun, PageDrillList, UsualPair } from '../../src/node/page/page-site.ts';
import { compareUsual } from '../../src/node/show/compare-usual.ts';
import { ActButton } from '../parts/act.tsx';
import { BesideUsual } from '../parts/beside-usual.tsx';
import { CourseChart } from '../parts/course-chart.tsx';
import { LiveChart } from '../parts/live-chart.tsx';
import { Card, Copyable, Moment, Same, Word } from '../parts/small.tsx';
import { drillPreconditions } from '../see/drill-ready.ts';
import { foldEvents, keyOf, toneOf } from '../see/events.ts';
import { ask } from '../state/ask.ts';
import { about, drill, events, link, site } from '../state/link.ts';

/** Failures done on purpose, in a lab. */
export function DrillsPage() {
  const [{ faults, former, usual }, setList] = useState<PageDrillList>({ faults: [], former: [] });
  const isKnown = about.value !== undefined;
  const isOn = drill.value?.isOn;
  useEffect(() => {
    if (isKnown) void ask<PageDrillList>('/page/drills').then(setList, () => undefined);
  }, [isKnown, isOn]);
  if (about.value !== undefined && about.value.lab === undefined) {
    return (
      <Card title="Drills">
        <p>
          Drills are done in a lab, where nobody is hurt. Bring one up from this site’s spec, and open its
          page:
        </p>
        <Copyable text="holdfast lab up -f holdfast.yaml" />
        <Copyable text="holdfast ui --lab --operator" />
      </Card>
    );
  }
  return (
    <>
      {drill.value !== undefined && <Run run={drill.value} usual={usual} />}
      {former.length > 0 && <Former runs={former} />}
      <Card title="What can be done to the lab" more={<Same whole="/page/drills" />}>
        <Preconditions />
        <p class="dim">
          Each takes three to ten seconds, those that wait for Wazuh agents a minute or more, and is undone by
          itself.
        </p>
        <ul class="plain faults">
          {faults.map(({ name, does, hurts }) => (
            <li key={name} class="line">
              <div>
                <b>{name}</b>: {does} <span class="dim">It hurts: {hurts}</span>
              </div>
              <ActButton
                label="Run"
                disabled={drill.value?.isOn === true}
                action={() => running(name, does, hurts)}
              />
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}

/** What must be so before a drill proves anything, as it is now. */
function Preconditions() {
  const known = site.value;
  if (known === undefined) return null;
  return (
    <ul class="plain ready" aria-label="before a drill">
      {drillPreconditions(known).map(({ words, ok, why }) => (
        <li key={words}>
          <Word tone={link.value !== 'live' ? 'unknown' : ok ? 'good' : 'bad'}>{ok ? 'yes' : 'no'}</Word>{' '}
          {words}
          {!ok && why !== '' && <span class="dim">: {why}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What the nodes tell while the drill is on, and who holds what. */
function Live({ sinceMs }: { readonly sinceMs: number }) {
  const known = site.value;
  const since = new Date(sinceMs).toISOString();
  const told = foldEvents(events.value.filter(({ at }) => at >= since)).toReversed();
  return (
    <>
      <LiveChart nodes={(known?.shape?.nodes ?? []).map(({ name }) => name)} />
      <ul class="plain" aria-label="what the nodes tell">
        {(known?.through ?? []).map(({ service, vip, ok, says }) => (
          <li key={`${service} ${vip}`}>
            <Word tone={ok === undefined ? 'unknown' : ok ? 'good' : 'bad'}>
              {ok === false ? 'NO ANSWER' : 'answers'}
            </Word>{' '}
            {service} through {vip}: {says}
          </li>
        ))}
        {told.slice(0, 12).map(({ event, by }) => (
          <li key={keyOf(event)} class={`event ${toneOf(event.kind)}`}>
            <Moment at={event.at} />
            <span class="by">{by.join(' ')}</span>
            <code>{event.kind}</code>
            <span class="text">{event.text}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What earlier runs came to, to compare with. */
function Former({ runs }: { readonly runs: readonly DrillRun[] }) {
  return (
    <Card title="Former drills in this lab">
      <div class="scroll" role="region" aria-label="former runs" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">drill</th>
              <th scope="col">when</th>
              <th scope="col">verdict</th>
              {FIGURES.map(([key, words]) => (
                <th key={key} scope="col">
                  {words}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map(({ fault, startedAtMs, verdict, runs: [figures] }) => (
              <tr key={startedAtMs}>
                <th scope="row">{fault}</th>
                <td>
                  <Moment at={startedAtMs} />
                </td>
                <td>
                  <Word tone={verdict === 'pass' ? 'good' : verdict === 'fail' ? 'bad' : 'unknown'}>
                    {verdict ?? 'not done'}
                  </Word>
                </td>
                {FIGURES.map(([key, , unit]) => (
                  <td key={key}>
                    {figures === undefined || figures[key] === null ? '–' : `${figures[key]}${unit}`}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function running(name: string, does: string, hurts: string) {
  return {
    title: `Run the drill ${name}?`,
    cli: `drill run ${name} --runs 1`,
    effect: `${does} It hurts: ${hurts} 200 new connections a second measure what clients notice.`,
    run: async () => {
      await ask<DrillRun>('/page/drills', { fault: name });
      // The run stands above the list that it was chosen from.
      scrollTo(0, 0);
      return 'It has begun. What happens stands on this page, on Topology and on the Timeline.';
    },
  };
}

const FIGURES: readonly (readonly [
  key: keyof Omit<DrillFigures, 'holdersBefore' | 'holdersAfter'>,
  words: string,
  unit: string,
])[] = [
  ['sent', 'new connections', ''],
  ['lost', 'lost', ''],
  ['inFlight', 'in flight when it happened', ''],
  ['cut', 'sessions cut', ''],
  ['outageMs', 'longest outage', ' ms'],
  ['slowestMs', 'slowest request', ' ms'],
  ['twoHoldersMs', 'two holders', ' ms'],
  ['recoveredMs', 'as before after', ' ms'],
];

function Run({
  run: { fault, isOn, lines, verdict, reasons, runs, courses, trouble, startedAtMs },
  usual,
}: {
  readonly run: DrillRun;
  readonly usual: UsualPair | undefined;
}) {
  const [figures] = runs;
  const [course] = courses;
  return (
    <Card
      title={`Drill ${fault}`}
      more={
        isOn ? (
          <button type="button" onClick={() => void ask('/page/drills/stop', {})}>
            Stop and undo
          </button>
        ) : (
          <Same cli={`drill run ${fault} --runs 1 -o json`} whole="/page/drills" />
        )
      }
    >
      <p class="answer" role="status">
        {isOn ? (
          <Word tone="warn">it is on</Word>
        ) : verdict === undefined ? (
          <Word tone="unknown">not done</Word>
        ) : (
          <Word tone={verdict === 'pass' ? 'good' : 'bad'}>{verdict}</Word>
        )}{' '}
        <Moment at={startedAtMs} />
      </p>
      {trouble !== undefined && <p class="bad-text">{trouble}</p>}
      {reasons.map((reason) => (
        <p key={reason} class="bad-text">
          {reason}
        </p>
      ))}
      {figures !== undefined && (
        <dl class="figures">
          {FIGURES.map(([key, words, unit]) => (
            <div key={key}>
              <dt>{words}</dt>
              <dd>{figures[key] === null ? 'not in time' : `${figures[key]}${unit}`}</dd>
            </div>
          ))}
          <div>
            <dt>holder</dt>
            <dd>
              {figures.holdersBefore.join('+')} → {figures.holdersAfter.join('+') || 'nobody'}
            </dd>
          </div>
        </dl>
      )}
      {isOn && <Live sinceMs={startedAtMs} />}
      {course !== undefined && <CourseChart course={course} />}
      {figures !== undefined && <BesideUsual comparison={compareUsual(usual, fault, figures)} />}
      <pre tabIndex={0} aria-label="what the drill tells">
        {lines.join('\n')}
      </pre>
    </Card>
  );
}

import { useState } from 'preact/hooks';
import { ActButton } from '../parts/act.tsx';
import { FailingServers } from '../parts/failing-servers.tsx';
import { Age, Card, copyText, Moment, Same, Word } from '../parts/small.tsx';
import { failingServers } from '../see/failing-servers.ts';
import { headlineOf, type Tone } from '../see/headline.ts';
import { holdersAsSeen } from '../see/holders-as-seen.ts';
import { incidentNote } from '../see/incident-note.ts';
import { lastChanges } from '../see/last-change.ts';
import { spanWords } from '../see/time-words.ts';
import { worseOf } from '../see/worse.ts';
import { moveVip, pauseHealing } from '../state/actions.ts';
import { events, link, nowMs, site } from '../state/link.ts';

const LEVELS: Readonly<Record<string, Tone>> = {
  full: 'good',
  degraded: 'warn',
  none: 'bad',
  unknown: 'unknown',
};

/** What someone wants to know at 3 AM, in that order. */
export function NowPage() {
  const known = site.value;
  const { tone, sentence } = headlineOf(known, link.value, nowMs.value);
  if (known?.view === undefined) return <p class={`verdict ${tone}`}>{sentence}</p>;
  const { view } = known;
  return (
    <>
      <div class={`verdict ${tone}`}>
        <p>{sentence}</p>
        <div class="beside">
          <CopyNote />
          <Same cli="status" path="/status" />
        </div>
      </div>
      <div class="columns">
        <Through />
        <Holders />
        <Card title="Can it fail over?" more={<Same cli="status" path="/status" />}>
          <p class="answer">
            <Word tone={link.value === 'live' ? (LEVELS[view.redundancy.level] ?? 'unknown') : 'unknown'}>
              redundancy {view.redundancy.level}
            </Word>
          </p>
          <ul class="plain">
            {view.redundancy.reasons.map((why) => (
              <li key={why}>{why}</li>
            ))}
            {view.redundancy.reasons.length === 0 && (
              <li class="dim">The other node is fit, and like the holder in every regard.</li>
            )}
          </ul>
        </Card>
        <LastChanges />
        <Card title="Servers that fail" more={<Same cli="get servers" path="/status" />}>
          <FailingServers failing={failingServers(known)} />
        </Card>
        <Findings />
        <Worse />
        <MayBeDone />
      </div>
    </>
  );
}

function Through() {
  const through = site.value?.through ?? [];
  return (
    <Card title="Through the VIP, as a client sees it" more={<Same whole="/page/site" />}>
      {through.length === 0 && <p class="dim">No service was asked through its VIP yet.</p>}
      <ul class="plain">
        {through.map(({ service, vip, target, ok, says, atMs, sinceMs, from }) => (
          <li key={`${service} ${vip}`} class="line">
            <Word tone={ok === undefined || nowMs.value - atMs > 15_000 ? 'unknown' : ok ? 'good' : 'bad'}>
              {ok === undefined ? 'not known' : ok ? 'answers' : 'NO ANSWER'}
            </Word>{' '}
            <b>{service}</b> <code>{target}</code> {says} <Age atMs={atMs} old={15_000} />
            <div class="dim">
              from {from}
              {sinceMs !== undefined && `; so for ${spanWords(nowMs.value - sinceMs)}`}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Holders() {
  const known = site.value;
  if (known === undefined) return null;
  return (
    <Card title="Who holds the VIP" more={<Same cli="get vips" path="/status" />}>
      {holdersAsSeen(known, nowMs.value).map(({ vip, addresses, tone, holder, sinceMs, says }) => (
        <div key={vip} class="line">
          <p class="answer">
            <Word tone={link.value === 'live' ? tone : 'unknown'}>{holder}</Word> <b>{vip}</b>{' '}
            <code>{addresses.join(' ')}</code>{' '}
            {sinceMs !== undefined && (
              <span class="dim">
                since <Moment at={sinceMs} />
              </span>
            )}
          </p>
          <ul class="plain says">
            {says.map(({ by, holder: own, ageMs, isOld, isOther }) => (
              <li key={by} class={isOld ? 'old' : ''}>
                {by} says <b class={isOther && !isOld ? 'bad' : ''}>{own}</b>{' '}
                <span class={isOld ? 'age old' : 'age'}>
                  {ageMs === undefined ? 'never heard' : `${spanWords(ageMs)} ago`}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

function LastChanges() {
  const last = lastChanges(events.value, 5);
  return (
    <Card title="What changed last" more={<Same cli="events" path="/events" />}>
      <ul class="plain">
        {last.map(({ event, why }) => (
          <li key={`${event.node} ${event.seq}`} class="line">
            <a href={`#/timeline?at=${encodeURIComponent(event.at)}`}>{event.text}</a>
            <div>
              <Moment at={event.at} />
            </div>
            {why !== undefined && <div class="dim">because: {why}</div>}
          </li>
        ))}
        {last.length === 0 && <li class="dim">No VIP moved as far as the journals go back here.</li>}
      </ul>
    </Card>
  );
}

function Findings() {
  const findings = site.value?.view?.findings ?? [];
  return (
    <Card title="What needs a person" more={<Same cli="get findings" path="/status" />}>
      <ul class="plain">
        {findings.map(({ code, about, node, severity, message, remedy, at }) => (
          <li key={`${node} ${code} ${about}`} class="line">
            <Word tone={severity === 'critical' ? 'bad' : 'warn'}>{severity}</Word> {message}
            <div>
              <b>Fix:</b> {remedy}
            </div>
            <div class="dim">
              <code>{code}</code> on {node} since <Moment at={at} />
            </div>
          </li>
        ))}
        {findings.length === 0 && <li class="dim">Nothing was found by any node that is heard.</li>}
      </ul>
    </Card>
  );
}

function Worse() {
  const known = site.value;
  if (known === undefined) return null;
  return (
    <Card title="Is it getting worse?" more={<Same cli="events" whole="/page/events" />}>
      <dl class="figures">
        {worseOf(known, events.value, nowMs.value).map(({ words, value, isMuch, to }) => (
          <div key={words}>
            <dt>
              <a href={`#/${to}`}>{words}</a>
            </dt>
            <dd class={isMuch ? 'much' : ''}>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** What is safe to do at 3 AM, each with its command and what it costs. */
function MayBeDone() {
  const known = site.value;
  if (known?.view === undefined) return null;
  const holdersOf = (vip: string) => known.view?.vips[vip]?.holders.map(({ node }) => node) ?? [];
  const moves = (known.shape?.vips ?? []).flatMap(({ name, holders }) =>
    holders
      .filter(({ node }) => !holdersOf(name).includes(node))
      .map(({ node }) => ({ vip: name, to: node })),
  );
  const isPaused = known.view.intents.some(
    ({ wish }) => wish.kind === 'pause' && wish.paused && wish.node === null,
  );
  return (
    <Card title="What may be done now">
      <div class="buttons">
        {moves.map(({ vip, to }) => (
          <ActButton
            key={`${vip} ${to}`}
            label={`Move ${vip} to ${to}`}
            action={() => moveVip(vip, to, holdersOf(vip))}
          />
        ))}
        <ActButton
          label={isPaused ? 'Resume healing' : 'Pause healing'}
          action={() => pauseHealing(null, !isPaused)}
        />
        <a href="#/pools">Drain a server</a>
        <a href="#/changes">Roll back a change</a>
      </div>
    </Card>
  );
}

function CopyNote() {
  const [isDone, setDone] = useState(false);
  const copy = () => {
    if (site.value === undefined) return;
    void copyText(incidentNote(site.value, events.value, nowMs.value)).then(() => setDone(true));
  };
  return (
    <button type="button" onClick={copy}>
      {isDone ? 'Copied' : 'Copy incident note'}
    </button>
  );
}

import { Fragment } from 'preact';
import { useState } from 'preact/hooks';
import { ActButton } from '../parts/act.tsx';
import { Age, Card, Moment, Same, Word } from '../parts/small.tsx';
import { enginesOf } from '../see/engines.ts';
import type { Tone } from '../see/headline.ts';
import { STALE_MS } from '../see/stale.ts';
import { pauseHealing } from '../state/actions.ts';
import { apiOf, ask } from '../state/ask.ts';
import { link, nowMs, site } from '../state/link.ts';

/** What runs on each node, and what is in force there. */
export function NodesPage() {
  const nodes = site.value?.shape?.nodes.map(({ name }) => name) ?? Object.keys(site.value?.words ?? {});
  return (
    <div class="columns wide">
      {nodes.map((node) => (
        <NodeCard key={node} node={node} />
      ))}
    </div>
  );
}

function NodeCard({ node }: { readonly node: string }) {
  const known = site.value;
  const seen = known?.view?.nodes[node];
  const member = known?.view?.members[node];
  const word = known?.words[node];
  if (known === undefined || seen === undefined) return null;
  const age = member?.ageMs === undefined ? undefined : member.ageMs + nowMs.value - known.viewAtMs;
  const isOld = link.value !== 'live' || word?.why !== undefined || age === undefined || age > STALE_MS;
  const toneOf = (state: string): Tone =>
    isOld || state === 'unknown' ? 'unknown' : state === 'running' ? 'good' : 'bad';
  const { foundation, guests } = seen;
  const about = known.shape?.nodes.find(({ name }) => name === node);
  return (
    <Card
      title={node}
      more={
        <Same
          cli={`describe node/${node}`}
          {...(word === undefined ? {} : { whole: `${apiOf(node)}/observation` })}
        />
      }
    >
      <p class="answer">
        <Word
          tone={word?.why !== undefined || member?.reachable === false ? 'bad' : isOld ? 'unknown' : 'good'}
        >
          {word?.why !== undefined
            ? 'daemon silent'
            : member?.reachable === false
              ? 'not heard'
              : 'daemon answers'}
        </Word>{' '}
        <code>{about?.address}</code> {about?.interface}{' '}
        <Age atMs={age === undefined ? undefined : nowMs.value - age} />
      </p>
      {(word?.why ?? member?.why) !== undefined && <p class="bad-text">{word?.why ?? member?.why}</p>}
      <dl class={isOld ? 'facts old' : 'facts'}>
        <dt>foundation</dt>
        <dd>
          <Word tone={toneOf(foundation.state)}>{foundation.state}</Word> pid {foundation.pid ?? '?'},{' '}
          {foundation.listeners} listening sockets {foundation.why}
        </dd>
        {enginesOf(guests).map(([engine, { state, pid, restarts, reloads, draining, why }]) => (
          <Fragment key={engine}>
            <dt>{engine}</dt>
            <dd>
              <Word tone={toneOf(state)}>{state}</Word> pid {pid ?? '?'}, {restarts} restarts, {reloads}{' '}
              reloads, {draining} old {draining === 1 ? 'process' : 'processes'} {why}
            </dd>
          </Fragment>
        ))}
        <dt>keepalived</dt>
        <dd>
          <Word tone={toneOf(guests.keepalived.state)}>{guests.keepalived.state}</Word> pid{' '}
          {guests.keepalived.pid ?? '?'}, {guests.keepalived.restarts} restarts
        </dd>
        <dt>daemon</dt>
        <dd>
          {member?.daemon === undefined ? (
            'not heard'
          ) : (
            <>
              {member.daemon.version}, pid {member.daemon.pid}, since <Moment at={member.daemon.startedAt} />
            </>
          )}
        </dd>
        <dt>in force</dt>
        <dd>
          {member?.release === undefined ? (
            'not known'
          ) : (
            <>
              revision {member.release.revision}{' '}
              <code>{member.release.digest.replace('sha256:', '').slice(0, 12)}</code>
              {member.release.trial !== undefined && <Word tone="warn">on trial</Word>}
              {member.release.drift.map((what) => (
                <div key={what}>
                  <Word tone="warn">drift</Word> {what}
                </div>
              ))}
            </>
          )}
        </dd>
        <dt>certificate</dt>
        <dd>
          {member?.certificate === undefined
            ? 'none, or not known'
            : `${Math.floor(member.certificate.daysLeft)} days left`}
        </dd>
        {(member?.serviceCertificates ?? []).map(({ file, services, notAfter, why }) => (
          <Fragment key={file}>
            <dt>shown to clients</dt>
            <dd>
              <code>{file}</code> of {services.join(', ')}:{' '}
              {notAfter === undefined ? (
                <Word tone="bad">{why ?? 'it cannot be read'}</Word>
              ) : (
                `${Math.floor((Date.parse(notAfter) - nowMs.value) / 86_400_000)} days left`
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
      <div class="buttons">
        {member?.paused === undefined ? (
          <ActButton label="Pause healing" action={() => pauseHealing(node, true)} />
        ) : (
          <ActButton label="Resume" action={() => pauseHealing(node, false)} />
        )}
      </div>
      {known.words[node] !== undefined && (
        <Logs node={node} engines={enginesOf(guests).map(([engine]) => engine)} />
      )}
    </Card>
  );
}

function Logs({ node, engines }: { readonly node: string; readonly engines: readonly string[] }) {
  const [shown, setShown] = useState<{ of: string; text: string } | undefined>(undefined);
  const show = async (of: string) => {
    const text = await ask<string>(`${apiOf(node)}/logs/${of}?lines=60`).catch((error: unknown) =>
      String(error),
    );
    setShown({ of, text });
  };
  return (
    <div class="logs">
      <span class="dim">The end of a log:</span>{' '}
      {[...engines, 'keepalived', 'foundation', 'node'].map((of) => (
        <button
          key={of}
          type="button"
          class="quiet"
          aria-pressed={shown?.of === of}
          onClick={() => void show(of)}
        >
          {of}
        </button>
      ))}
      <Same
        path={`/logs/${shown?.of ?? 'foundation'}`}
        cli={`logs ${node} --of ${shown?.of ?? 'foundation'}`}
      />
      {shown !== undefined && (
        <pre tabIndex={0} aria-label={`log of ${shown.of} on ${node}`}>
          {shown.text === '' ? 'It is empty.' : shown.text}
        </pre>
      )}
    </div>
  );
}

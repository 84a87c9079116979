import type { VipShape } from '../../src/node/page/site-shape.ts';
import { ActButton } from '../parts/act.tsx';
import { HoldsStrip } from '../parts/holds-strip.tsx';
import { Card, Moment, Same, Word } from '../parts/small.tsx';
import { advertWords } from '../see/adverts.ts';
import { holdersAsSeen } from '../see/holders-as-seen.ts';
import { lastChanges } from '../see/last-change.ts';
import { arithmeticWords, detectionMs, prioritiesOf } from '../see/priorities.ts';
import { spanWords } from '../see/time-words.ts';
import { moveVip } from '../state/actions.ts';
import { adverts, useAdverts } from '../state/adverts.ts';
import { about, events, link, nowMs, site, tickMs } from '../state/link.ts';

/** Why which node holds what, and how quickly another would. */
export function VipsPage() {
  useAdverts();
  const known = site.value;
  if (known?.shape === undefined) return <p class="dim">The site’s VIPs are not known yet.</p>;
  return (
    <>
      {known.shape.vips.map((vip) => (
        <VipCard key={vip.name} vip={vip} />
      ))}
    </>
  );
}

function VipCard({ vip }: { readonly vip: VipShape }) {
  const known = site.value;
  if (known?.view === undefined) return null;
  const rows = prioritiesOf(vip, known.view);
  const seen = holdersAsSeen(known, nowMs.value).find((one) => one.vip === vip.name);
  const holders = known.view.vips[vip.name]?.holders.map(({ node }) => node) ?? [];
  const best = Math.max(1, ...rows.filter(({ node }) => !holders.includes(node)).map(({ sum }) => sum ?? 1));
  return (
    <Card title={`VIP ${vip.name}`} more={<Same cli={`describe vip/${vip.name}`} path="/status" />}>
      <p class="answer">
        <Word tone={link.value === 'live' ? (seen?.tone ?? 'unknown') : 'unknown'}>
          {seen?.holder ?? 'not seen'}
        </Word>{' '}
        <code>{vip.addresses.join(' ')}</code>
      </p>
      <dl class="facts">
        <dt>VRRP</dt>
        <dd>
          version {vip.version}, router id {vip.routerId}, unicast
        </dd>
        <dt>adverts</dt>
        <dd>every {vip.advertMs} ms</dd>
        <dt>noticed when the holder is lost</dt>
        <dd>
          {detectionMs(vip, best)} ms{' '}
          <span class="dim">
            = 3 × {vip.advertMs} ms + skew of ({256} − {best}) / 256 of an advert; a dead engine on a live
            node is told at once
          </span>
        </dd>
        <dt>fail-back</dt>
        <dd>
          {vip.failback === 'manual' ? 'manual: the holder keeps it when the other returns' : 'automatic'}
        </dd>
      </dl>
      <div class="scroll" role="region" aria-label={`priorities of ${vip.name}`} tabIndex={0}>
        <table class="stack" role="table">
          <thead role="rowgroup">
            <tr role="row">
              {['node', 'has it', 'role', 'priority', 'adverts', 'fit', 'speaks from'].map((title) => (
                <th key={title} scope="col" role="columnheader">
                  {title}
                </th>
              ))}
              <th scope="col" role="columnheader">
                <span class="hidden">actions</span>
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={row.node} role="row">
                <th scope="row" role="rowheader">
                  {row.node}
                </th>
                <td role="cell" data-label="has it">
                  {row.here === undefined ? (
                    <Word tone="unknown">not seen</Word>
                  ) : row.here ? (
                    <b>yes</b>
                  ) : (
                    'no'
                  )}
                </td>
                <td role="cell" data-label="role">
                  {row.role}
                </td>
                <td role="cell" data-label="priority">
                  {arithmeticWords(vip, row)} = <b>{row.sum ?? '?'}</b>
                  <div class="dim">Keepalived says {row.told ?? 'nothing'}</div>
                </td>
                <td role="cell" data-label="adverts">
                  <Adverts vip={vip} node={row.node} graceMs={detectionMs(vip, row.sum ?? 1)} />
                </td>
                <td role="cell" data-label="fit">
                  {row.healthy === undefined ? (
                    <Word tone="unknown">not seen</Word>
                  ) : (
                    <Word tone={row.healthy ? 'good' : 'bad'}>{row.healthy ? 'fit' : 'unfit'}</Word>
                  )}{' '}
                  {row.reason}
                </td>
                <td role="cell" data-label="speaks from">
                  <code>{row.source.join(' ')}</code> {row.interface}
                </td>
                <td role="cell">
                  {!holders.includes(row.node) && (
                    <ActButton label="Move here" action={() => moveVip(vip.name, row.node, holders)} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <HoldsStrip vip={vip.name} nodes={rows.map(({ node }) => node)} />
      <Transitions vip={vip.name} />
    </Card>
  );
}

/** Whose adverts a node hears, how old the last one was, and how that is known. */
function Adverts({
  vip,
  node,
  graceMs,
}: {
  readonly vip: VipShape;
  readonly node: string;
  readonly graceMs: number;
}) {
  if (about.value?.nodes.includes(node) === false)
    return <span class="dim">ask on {node} itself: each Keepalived tells only its own host</span>;
  const words = advertWords(vip, node, adverts.value[node], graceMs, tickMs.value);
  const { tone, word, text, ageMs, askedMs } = words;
  return (
    <>
      <Word tone={link.value === 'live' ? tone : 'unknown'}>{word}</Word> {text}
      {ageMs !== undefined && <div>the last one was {Math.round(ageMs)} ms old</div>}
      <div class="dim">
        {askedMs !== undefined && `asked ${spanWords(askedMs)} ago `}
        <Same whole={`${about.value?.api[node] ?? ''}/api/v1/adverts`} />
      </div>
    </>
  );
}

const MOST_TRANSITIONS = 6;

function Transitions({ vip }: { readonly vip: string }) {
  const own = events.value.filter(({ kind, fields }) => !kind.startsWith('vip-') || fields['vip'] === vip);
  const last = lastChanges(own, 40).filter(({ event }) => event.kind.startsWith('vip-'));
  if (last.length === 0) return null;
  return (
    <ul class="plain" aria-label={`transitions of ${vip}`}>
      {last.slice(0, MOST_TRANSITIONS).map(({ event, why }) => (
        <li key={`${event.node} ${event.seq}`} class="line">
          <Moment at={event.at} /> <a href={`#/timeline?at=${encodeURIComponent(event.at)}`}>{event.text}</a>{' '}
          {why !== undefined && <span class="dim">because: {why}</span>}
        </li>
      ))}
    </ul>
  );
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NOW, nodeObservation } from '../../../tests/support/a-node-observation.ts';
import { siteView, standing } from '../../../tests/support/site-view.ts';
import { ApiCounters } from '../api/api-counters.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { SeenServer } from '../status/site-status.ts';
import type { SiteView } from '../status/site-view.ts';
import { METRICS } from './metric-catalogue.ts';
import { type MetricsAround, openMetrics } from './open-metrics.ts';

const metricsOf = (view: SiteView, more: Partial<MetricsAround> = {}) =>
  openMetrics({
    view: () => Promise.resolve(view),
    observation: () => Promise.resolve(nodeObservation('lb1', true)),
    api: new ApiCounters(),
    version: '0.1.0',
    now: () => NOW,
    ...more,
  });
const linesOf = async (view: SiteView, more?: Partial<MetricsAround>) =>
  (await metricsOf(view, more).text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const told = (kind: string, text = '', fields: JournalEvent['fields'] = {}): JournalEvent => ({
  seq: 1,
  at: '2026-01-02T03:12:00.000Z',
  kind,
  text,
  fields,
});

describe('metrics', () => {
  it('say who holds a VIP, and what Keepalived says, without numbers to know by heart', async () => {
    const lines = await linesOf(siteView());
    for (const line of [
      'holdfast_vip_holder{vip="edge",node="lb1"} 1',
      'holdfast_vip_holder{vip="edge",node="lb2"} 0',
      'holdfast_vip_holders{vip="edge"} 1',
      'holdfast_vrrp_state{vip="edge",node="lb1",state="MASTER"} 1',
      'holdfast_vrrp_state{vip="edge",node="lb1",state="BACKUP"} 0',
      'holdfast_pool_servers{pool="web",state="up"} 3',
      'holdfast_redundancy_ratio 1',
      'holdfast_build_info{site="web-edge",node="lb1",version="0.1.0"} 1',
      'holdfast_vip_held_since_timestamp_seconds{vip="edge"} 1767323520',
    ])
      assert.ok(lines.includes(line), line);
  });

  it('tell an explicit 0 of what does not answer, and no counter that would fall', async () => {
    const seen = siteView();
    const { lb1, lb2 } = seen.nodes;
    const silent = {
      ...lb2!,
      foundation: { ...lb2!.foundation, state: 'unknown' as const },
      guests: {
        haproxy: { ...lb2!.guests.haproxy, state: 'unknown' as const, restarts: 0 },
        keepalived: { ...lb2!.guests.keepalived, state: 'unknown' as const, vips: {} },
      },
      vips: {},
    };
    const view = siteView({
      nodes: { lb1: lb1!, lb2: silent },
      members: { lb1: standing(), lb2: standing({ reachable: false, ageMs: undefined, release: undefined }) },
    });
    const lines = await linesOf(view);
    for (const line of [
      'holdfast_foundation_up{node="lb2"} 0',
      'holdfast_guest_up{node="lb2",guest="keepalived"} 0',
      'holdfast_vip_fit{vip="edge",node="lb2"} 0',
      'holdfast_vrrp_state{vip="edge",node="lb2",state="unknown"} 1',
      'holdfast_peer_up{node="lb2"} 0',
      'holdfast_config_revision{node="lb2"} 0',
    ])
      assert.ok(lines.includes(line), line);
    assert.ok(!lines.some((line) => /_total\{node="lb2"/.test(line)));
  });

  it('have as many series for 500 servers as for three', async () => {
    const server = siteView().pools['web']!.servers['web1'] as SeenServer;
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`web${index}`, server]));
    const large = siteView({ pools: { web: { servers: many } } });
    assert.equal((await linesOf(large)).length, (await linesOf(siteView())).length);
    assert.ok((await linesOf(large)).includes('holdfast_pool_servers{pool="web",state="up"} 500'));
  });

  it('count events from a 0 that was there before, also of kinds that nobody knows', async () => {
    const metrics = metricsOf(siteView());
    assert.match(await metrics.text(), /holdfast_vip_moves_total\{vip="edge"\} 0\n/);
    metrics.note([
      told('vip-moved', '', { vip: 'edge', from: 'lb1', to: 'lb2' }),
      told('vrrp', 'edge is MASTER, priority 140'),
      told('apply-kept'),
      told('apply-checking'),
      ...Array.from({ length: 300 }, (_, index) => told(`odd-${index}`)),
    ]);
    const text = await metrics.text();
    assert.match(text, /holdfast_vip_moves_total\{vip="edge"\} 1\n/);
    assert.match(text, /holdfast_events_total\{kind="vip-moved"\} 1\n/);
    assert.match(text, /holdfast_vrrp_transitions_total\{state="MASTER"\} 1\n/);
    assert.match(text, /holdfast_applies_total\{outcome="kept"\} 1\n/);
    assert.ok(text.match(/holdfast_events_total\{/g)!.length <= 101);
    assert.match(text, /holdfast_events_total\{kind="other"\} 2\d\d\n/);
  });

  it('tell a certificate that cannot be read as one that has ended', async () => {
    const certificates = () => [
      { file: '/etc/web.pem', services: ['web'], notAfter: undefined, why: 'gone' },
    ];
    const lines = await linesOf(siteView(), { certificates });
    assert.ok(lines.includes('holdfast_cert_expiry_timestamp_seconds{certificate="/etc/web.pem"} 0'));
    assert.ok(lines.includes('holdfast_cert_expiry_timestamp_seconds{certificate="node/lb1"} 1798761600'));
  });

  it('tell who was turned away, and what was sent', async () => {
    const api = new ApiCounters();
    api.countRefused('no-certificate');
    api.countAnswered('status', 200);
    const notify = () => [{ channel: 'ops', result: 'sent', count: 3 }];
    const lines = await linesOf(siteView(), { api, notify });
    assert.ok(lines.includes('holdfast_api_refused_total{reason="no-certificate"} 1'));
    assert.ok(lines.includes('holdfast_api_answers_total{operation="status",status="200"} 1'));
    assert.ok(lines.includes('holdfast_notifications_total{channel="ops",result="sent"} 3'));
  });

  it('have no label by which their number could grow with what is served', () => {
    const known = new Set(Object.values(METRICS).flatMap(({ labels }) => labels));
    for (const label of ['server', 'session', 'agent', 'client', 'address'])
      assert.ok(!known.has(label as never), label);
  });

  it('are named by the words of Prometheus: a counter ends in _total, and nothing else does', () => {
    for (const [name, { type }] of Object.entries(METRICS))
      assert.equal(name.endsWith('_total'), type === 'counter', name);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyProgress, siteView, standing, VIEW_AT } from '../../../tests/support/site-view.ts';
import type { SiteView } from '../../node/status/site-view.ts';
import { visible } from '../print-table.ts';
import { ageView } from './age-view.ts';
import { printView } from './print-view.ts';

const print = (view: SiteView, { width = undefined as number | undefined, colour = false } = {}) =>
  printView(view, { colour, width, nowMs: VIEW_AT });

const GREEN = '\u001b[32m';
const drain = {
  id: '3@lb1',
  wish: { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' },
  who: 'anna',
  why: 'kernel update',
  at: '2026-01-02T03:00:00.000Z',
  until: '2026-01-02T06:00:00.000Z',
  version: { counter: 3, node: 'lb1' },
  idle: false,
} as const;

describe('the status of a site', () => {
  it('begins with the sentence, then who says so and when', () => {
    assert.match(
      print(siteView()),
      /^web-edge: serving; lb1 holds edge since 03:12 UTC; redundancy full\nseen by lb1 at 04:00:00 UTC\n\n/,
    );
  });

  it('shows each VIP with its holder, since when, who saw it, and what it is on each node', () => {
    assert.match(
      print(siteView()),
      /^edge +10\.77\.0\.100 +lb1 +03:12 UTC +lb1 40 ms ago +MASTER 190 +BACKUP 130$/m,
    );
  });

  it('says what each node runs, has in force, and how long its certificate is valid', () => {
    const text = print(siteView());
    assert.match(
      text,
      /^lb1 +0\.1\.0 +running +1 held +running \(71\) 2 restarts, 1 draining +running \(72\) +revision 12 +364 days$/m,
    );
    assert.match(text, /^Redundancy: full$/m);
    assert.match(text, /^web\/web1 +10\.77\.0\.21:8080 +up +4 +L7OK 200 in 1 ms$/m);
  });

  it('gives the reasons when redundancy is not full, and why a node is silent', () => {
    const text = print(
      siteView({
        redundancy: { level: 'none', reasons: ['lb2 does not answer'] },
        members: {
          lb1: standing(),
          lb2: standing({ reachable: false, ageMs: 12_000, why: 'connection refused' }),
        },
      }),
    );
    assert.match(text, /^Redundancy: none\n {2}lb2 does not answer$/m);
    assert.match(text, /^lb2 +NO ANSWER, seen 12\.0 s ago/m);
    assert.match(text, /^ {2}lb2 does not answer: connection refused$/m);
    assert.match(text, /BACKUP 130, 12\.0 s ago$/m);
  });

  it('never shows what is old in the colour of what is well', () => {
    const old = ageView(siteView(), 60_000);
    const text = print(
      { ...old, sentence: '', redundancy: { level: 'unknown', reasons: [] } },
      { colour: true },
    );
    assert.ok(!text.includes(GREEN), JSON.stringify(text));
    assert.match(visible(text), /lb1 \(old\)/);
    assert.ok(print(siteView(), { colour: true }).includes(GREEN));
  });

  it('shows what operators asked for beside the server, with who, why and until when', () => {
    assert.match(
      print(siteView({ intents: [drain] })),
      /^web\/web1 .* drain by anna until 06:00 UTC \(kernel update\)$/m,
    );
    assert.doesNotMatch(print(siteView()), /ASKED FOR|Asked for/);
  });

  it('shows a wish about nothing that is there, and one about a VIP, below the tables', () => {
    const holder = {
      ...drain,
      id: '4@lb1',
      wish: { kind: 'vip-holder', vip: 'edge', node: 'lb2' },
      until: null,
    } as const;
    const text = print(siteView({ intents: [{ ...drain, idle: true }, holder] }));
    assert.match(
      text,
      /^Asked for:\n {2}web\/web1: drain by .* - nothing of that name is in the site now\n {2}VIP edge: held by lb2 by anna \(kernel update\)$/m,
    );
  });

  it('shows findings with what to do, the apply that is on and the time that is left', () => {
    const text = print(
      siteView({
        findings: [
          {
            code: 'node/two-holders',
            about: 'vip/edge',
            severity: 'critical',
            message: 'lb1 and lb2 both have it.',
            remedy: 'look at the network between them.',
            at: '2026-01-02T03:59:00.000Z',
            node: 'lb2',
          },
        ],
        apply: applyProgress({ stage: 'unconfirmed', confirmBy: '2026-01-02T04:00:42.000Z' }),
      }),
    );
    assert.match(
      text,
      /^CRITICAL node\/two-holders {2}lb2 vip\/edge since 03:59 UTC\n {2}lb1 and lb2 both have it\.\n {2}Fix: look/m,
    );
    assert.match(text, /^Apply of revision 13 by anna since 03:59 UTC: unconfirmed$/m);
    assert.match(text, /^ {2}taken back in 42 s unless somebody says: holdfast confirm$/m);
  });

  it('is loud about no holder and two without any colour', () => {
    const holders = (nodes: readonly string[]) =>
      siteView({
        vips: {
          edge: {
            address: '10.77.0.100',
            addresses: ['10.77.0.100'],
            holders: nodes.map((node) => ({ node, observedBy: node, ageMs: 40 })),
          },
        },
      });
    assert.match(print(holders([])), /NOBODY: the VIP is down/);
    assert.match(print(holders(['lb1', 'lb2'])), /TWO HOLDERS: lb1 lb2/);
  });

  it('does not say that nobody holds a VIP while a node’s word is missing', () => {
    const edge = { address: '10.77.0.100', addresses: ['10.77.0.100'], holders: [], unseen: ['lb2'] };
    const text = print(siteView({ vips: { edge } }));
    assert.match(text, /^edge +10\.77\.0\.100 +unknown /m);
    assert.doesNotMatch(text, /NOBODY/);
  });

  it('tells that a node is paused, and what it has in force unlike what was accepted', () => {
    const release = { ...standing().release!, drift: ['haproxy.cfg was edited'] };
    const text = print(
      siteView({
        members: {
          lb1: standing({ release, paused: { who: 'anna', why: 'cabling', until: null } }),
          lb2: standing(),
        },
      }),
    );
    assert.match(text, /^lb1 +0\.1\.0 paused .* revision 12, DRIFT/m);
    assert.match(text, /^ {2}lb1 is paused by anna \(cabling\); its daemon changes nothing by itself$/m);
    assert.match(text, /^ {2}lb1: haproxy\.cfg was edited$/m);
  });

  it('gives up columns before lines grow wider than the terminal', () => {
    const tables = print(siteView(), { width: 66 }).split('\n').slice(3);
    assert.ok(
      tables.every((line) => line.length <= 66),
      tables.join('\n'),
    );
    assert.match(tables.join('\n'), /^edge +lb1 +03:12 UTC/m);
  });

  it('changes no word by colour', () => {
    const view = siteView({ intents: [drain] });
    assert.equal(visible(print(view, { colour: true })), print(view));
  });
});

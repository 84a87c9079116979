import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintSiteOf, placesOf } from '../../../tests/support/lint-subjects.ts';
import { type KeepalivedLines, keepalivedText, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { failoverImpossible } from './failover-impossible.ts';

const weighted = (weight: string, more: KeepalivedLines = {}): KeepalivedLines => ({
  track: `track_script {\n    chk weight ${weight}\n  }`,
  ...more,
});
const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  failoverImpossible.find(pairSite(first, second));

describe('pair/failover-impossible', () => {
  it('says the numbers when the weight is smaller than the difference of the priorities', () => {
    const [finding, ...more] = find(weighted('-5'), weighted('-5'));
    assert.deepEqual(more, []);
    assert.equal(finding?.at.path, 'lb1/keepalived.conf');
    assert.deepEqual(placesOf(finding === undefined ? [] : [finding]), ['23:5']);
    assert.equal(
      finding?.message,
      "When chk fails, lb1 falls from 100 to 95, still above lb2's 90: the VIP 10.0.0.100 stays on lb1.",
    );
    assert.equal(
      finding?.remedy,
      'give chk `weight -11` or a larger negative one on all nodes, or `weight 0`, so that its failure is a FAULT.',
    );
    assert.equal(finding?.severity, undefined);
  });

  it('knows that a tie moves nothing, and one more does', () => {
    const [tie] = find(weighted('-10'), weighted('-10'));
    assert.match(
      tie?.message ?? '',
      /falls from 100 to 90, equal to lb2's 90, and on a tie a backup stays a backup/,
    );
    assert.deepEqual(find(weighted('-11'), weighted('-11')), []);
  });

  it('counts the weight that the script itself has', () => {
    const script = 'script "/usr/bin/true"; interval 1; weight -4';
    assert.match(find({ script }, { script })[0]?.message ?? '', /falls from 100 to 96/);
    const strong = 'script "/usr/bin/true"; interval 1; weight -20';
    assert.deepEqual(find({ script: strong }, { script: strong }), []);
  });

  it('counts positive weights on both nodes', () => {
    assert.deepEqual(find(weighted('11'), weighted('11')), []);
    assert.match(
      find(weighted('10'), weighted('10'))[0]?.message ?? '',
      /falls from 110 to 100, equal to lb2's 100/,
    );
    assert.match(
      find(weighted('20'), { track: '', priority: 90 })[0]?.message ?? '',
      /falls from 120 to 100, still above lb2's 90/,
    );
  });

  it('is content with a failure that is a FAULT, also with nopreempt', () => {
    assert.deepEqual(find({}, {}), []);
    assert.deepEqual(find({ extra: 'nopreempt' }, { extra: 'nopreempt' }), []);
  });

  it('knows that nopreempt makes weights idle, where the state lets it count', () => {
    const [finding] = find(weighted('-50'), weighted('-50', { extra: 'nopreempt' }));
    assert.match(
      finding?.message ?? '',
      /lb1 falls from 100 to 50, below lb2's 90, but nopreempt forbids lb2 to take the VIP/,
    );
    assert.match(finding?.remedy ?? '', /^remove nopreempt on lb2, or track chk with `weight 0`/);
    assert.deepEqual(find(weighted('-50', { extra: 'nopreempt' }), weighted('-50')), []);
    assert.deepEqual(find(weighted('-50'), weighted('-50', { extra: 'nopreempt', state: 'MASTER' })), []);
  });

  it('knows that a sync group drops weighted tracks unless it says otherwise', () => {
    const blocks = 'vrrp_sync_group G {\n  group {\n    edge\n  }\n}';
    const [finding, ...more] = find(weighted('-50', { blocks }), weighted('-50', { blocks }));
    assert.deepEqual(more, []);
    assert.equal(
      finding?.message,
      'Keepalived ignores chk with its weight of -50, because edge is in sync group G, which has no sync_group_tracking_weight. When it fails, lb1 keeps its priority and the VIP 10.0.0.100.',
    );
    assert.match(finding?.remedy ?? '', /`weight 0`/);
    assert.deepEqual(find({ blocks }, { blocks }), []);
    const tracking = blocks.replace('group {', 'sync_group_tracking_weight\n  group {');
    assert.deepEqual(find(weighted('-50', { blocks: tracking }), weighted('-50', { blocks: tracking })), []);
  });

  it('knows that the owner of an address keeps 255', () => {
    const [finding] = find(weighted('-50', { priority: 255 }), weighted('-50'));
    assert.match(finding?.message ?? '', /because priority 255 makes the node the owner of the address/);
  });

  it('tells as advice what moves the VIP only together with another check', () => {
    const track = 'track_script {\n    chk weight -6\n  }\n  track_interface {\n    eth1 weight -6\n  }';
    const findings = find({ track }, { track });
    assert.deepEqual(
      findings.map(({ severity }) => severity),
      ['info', 'info'],
    );
    assert.match(findings[0]?.message ?? '', /stays on lb1, unless another check fails at the same time\.$/);
  });

  it('counts tracked interfaces and processes', () => {
    const blocks = 'vrrp_track_process proxy {\n  process haproxy\n  weight -5\n}';
    const track = 'track_process {\n    proxy\n  }\n  track_interface {\n    eth1 weight -20\n  }';
    const findings = find({ track, blocks }, { track, blocks });
    assert.deepEqual(
      findings.map(({ message }) => /^When (\S+) fails/.exec(message)?.[1]),
      ['proxy'],
    );
  });

  it('says nothing where the priority is not known', () => {
    const blocks = 'track_file load {\n  file /run/load\n  weight 1\n}';
    const track = 'track_script {\n    chk weight -5\n  }\n  track_file {\n    load\n  }';
    assert.deepEqual(find({ track, blocks }, { track, blocks }), []);
    assert.deepEqual(find(weighted('-5', { priority: 300 }), weighted('-5')), []);
    assert.deepEqual(find(weighted('-5', { extra: '@lb1 priority 120' }), weighted('-5')), []);
    const grouped = 'vrrp_sync_group G {\n  group {\n    edge\n  }\n  track_script {\n    chk\n  }\n}';
    assert.deepEqual(find(weighted('-5', { blocks: grouped }), weighted('-5')), []);
  });

  it('says nothing of a single node, nor of two nodes without a common VIP', () => {
    const alone = lintSiteOf({ lb1: { 'keepalived.conf': keepalivedText(1, weighted('-5')) } });
    assert.deepEqual(failoverImpossible.find(alone), []);
    assert.deepEqual(find(weighted('-5'), weighted('-5', { vips: ['10.0.0.101/24'] })), []);
  });
});

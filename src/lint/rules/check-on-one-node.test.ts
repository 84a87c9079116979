import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { checkOnOneNode } from './check-on-one-node.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  checkOnOneNode.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/check-on-one-node', () => {
  it('names the check and the node that lacks it', () => {
    const findings = find({}, { track: '' });
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:23:5']);
    assert.equal(
      findings[0]?.message,
      'lb1 tracks chk for VIP 10.0.0.100, lb2 does not (lb2/keepalived.conf:9): while lb2 holds the VIP, nothing takes it away when this fails.',
    );
    assert.deepEqual(places(find({ track: '' }, {})), ['lb2/keepalived.conf:23:5']);
  });

  it('finds the one of two that is missing, by name or by command', () => {
    const blocks = 'vrrp_script more {\n  script "/usr/bin/more"\n}';
    const both = { track: 'track_script {\n    chk\n    more\n  }', blocks };
    assert.match(find(both, {})[0]?.message ?? '', /^lb1 tracks more /);
    const other = {
      track: 'track_script {\n    same\n  }',
      blocks: 'vrrp_script same {\n  script "/usr/bin/more"\n}',
    };
    assert.match(find(both, other)[0]?.message ?? '', /^lb1 tracks chk /);
  });

  it('is content with other names for as many checks, with interfaces, and with tracks of a sync group', () => {
    const blocks = 'vrrp_script other {\n  script "/usr/bin/other"\n}';
    assert.deepEqual(find({}, { track: 'track_script {\n    other\n  }', blocks }), []);
    assert.deepEqual(find({ track: 'track_interface {\n    eth1\n  }' }, { track: '' }), []);
    const group = 'vrrp_sync_group G {\n  group {\n    edge\n  }\n  track_script {\n    chk\n  }\n}';
    assert.deepEqual(find({}, { track: '', blocks: group }), []);
    assert.deepEqual(find({}, {}), []);
  });

  it('knows the same file, process or script under another name, and tells which of two is missing', () => {
    const kinds = [
      ['track_script', 'vrrp_script', 'script "/usr/bin/a"', 'script "/usr/bin/b"'],
      ['track_file', 'vrrp_track_file', 'file /run/a', 'file /run/b'],
      ['track_process', 'vrrp_track_process', 'process a', 'process b'],
    ] as const;
    for (const [track, block, first, second] of kinds) {
      const node = (checks: Readonly<Record<string, string>>) => ({
        track: `${track} {\n    ${Object.keys(checks).join('\n    ')}\n  }`,
        blocks: Object.entries(checks)
          .map(([name, line]) => `${block} ${name} {\n  ${line}\n}`)
          .join('\n'),
      });
      const both = node({ one: first, two: second });
      const missing = (there: KeepalivedLines) => find(both, there).map(({ remedy }) => remedy);
      assert.deepEqual(missing(node({ other: first })), ['track two on lb2 too.'], track);
      assert.deepEqual(missing(node({ other: second })), ['track one on lb2 too.'], track);
      assert.deepEqual(missing(node({ one: second })), [], track);
      assert.deepEqual(missing(node({ two: 'weight 1' })), ['track one on lb2 too.'], track);
      assert.deepEqual(missing(node({ x: 'weight 1' })), ['track one on lb2 too.'], track);
      assert.deepEqual(missing({ track: '' }), ['track one on lb2 too.', 'track two on lb2 too.'], track);
      assert.deepEqual(missing(node({ y: 'weight 1', one: first })), [], track);
    }
  });

  it('does not look for checks of one kind among those of another', () => {
    const file = { track: 'track_file {\n    chk\n  }', blocks: 'vrrp_track_file chk {\n  file /run/x\n}' };
    assert.deepEqual(
      find({}, file).map(({ remedy }) => remedy),
      ['track chk on lb2 too.', 'track chk on lb1 too.'],
    );
  });

  it('compares processes with processes', () => {
    const process = {
      track: 'track_process {\n    proxy\n  }',
      blocks: 'vrrp_track_process proxy {\n  process haproxy\n}',
    };
    assert.equal(find(process, { track: '' }).length, 1);
    assert.deepEqual(find(process, process), []);
  });
});

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

  it('compares processes with processes', () => {
    const process = {
      track: 'track_process {\n    proxy\n  }',
      blocks: 'vrrp_track_process proxy {\n  process haproxy\n}',
    };
    assert.equal(find(process, { track: '' }).length, 1);
    assert.deepEqual(find(process, process), []);
  });
});

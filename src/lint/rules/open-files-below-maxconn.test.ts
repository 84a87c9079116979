import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintSiteOf } from '../../../tests/support/lint-subjects.ts';
import { parseSystemd } from '../../foreign/systemd/grammar/parse-systemd.ts';
import { openFilesBelowMaxconn } from './open-files-below-maxconn.ts';

function find(maxconn: number | undefined, setting: string) {
  const global = maxconn === undefined ? 'global\n' : `global\n  maxconn ${maxconn}\n`;
  const { nodes, context } = lintSiteOf({ lb1: { 'haproxy.cfg': global } });
  const { systemd } = parseSystemd(`[Service]\n${setting}\n`, 'lb1/haproxy.service');
  return openFilesBelowMaxconn.find({
    nodes: nodes.map((node) => ({ ...node, systemd: [systemd] })),
    context,
  });
}

describe('system/open-files-below-maxconn', () => {
  it('does the sum', () => {
    const [finding] = find(5_000, 'LimitNOFILE=10009');
    assert.equal(finding?.at.path, 'lb1/haproxy.service');
    assert.equal(finding?.at.line, 2);
    assert.equal(
      finding?.message,
      'LimitNOFILE=10009 on lb1, but maxconn 5000 (lb1/haproxy.cfg:2) needs two descriptors for each connection, 10000 beside its own: HAProxy does not start.',
    );
    assert.equal(finding?.remedy, 'set LimitNOFILE to 10100 or more, or lower maxconn to 4954.');
    assert.deepEqual(find(5_000, 'LimitNOFILE=10010'), []);
  });

  it('takes the hard limit of two', () => {
    assert.deepEqual(find(5_000, 'LimitNOFILE=1024:20000'), []);
    assert.equal(find(5_000, 'LimitNOFILE=1024:9999').length, 1);
  });

  it('says nothing without a limit, without maxconn, or for infinity', () => {
    assert.deepEqual(find(5_000, 'Restart=always'), []);
    assert.deepEqual(find(5_000, 'LimitNOFILE=infinity'), []);
    assert.deepEqual(find(undefined, 'LimitNOFILE=10'), []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pairSite } from '../../../tests/support/vrrp-pair.ts';
import type { PcsSource } from '../../foreign/pcs/grammar/source.ts';
import { vipManagedTwice } from './vip-managed-twice.ts';

/** One command a line, as a pcs script says it. */
function pcsOf(text: string): PcsSource {
  const span = (column: number, length: number) => ({
    path: 'setup.sh',
    line: 1,
    column,
    endLine: 1,
    endColumn: column + length,
  });
  const words = [...text.matchAll(/\S+/g)].map((match) => ({
    value: match[0],
    at: span(match.index + 1, match[0].length),
  }));
  return { path: 'setup.sh', commands: [{ words: words.slice(1), at: span(1, text.length) }] };
}

function find(text: string) {
  const { nodes, context } = pairSite({}, {});
  return vipManagedTwice.find({ nodes: nodes.map((node) => ({ ...node, pcs: [pcsOf(text)] })), context });
}
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/vip-managed-twice', () => {
  it('names the resource and the place in keepalived.conf, once for a script of both nodes', () => {
    const findings = find(
      'pcs resource create VirtualIP ocf:heartbeat:IPaddr2 ip=10.0.0.100 cidr_netmask=24',
    );
    assert.deepEqual(places(findings), ['setup.sh:1:53']);
    assert.equal(
      findings[0]?.message,
      "Pacemaker's resource VirtualIP brings up 10.0.0.100, and so does Keepalived on lb1 (lb1/keepalived.conf:20): both hold it, or take it from each other.",
    );
  });

  it('knows the short names of the agent', () => {
    assert.equal(find('pcs resource create V IPaddr2 ip=10.0.0.100').length, 1);
    assert.equal(find('pcs resource create V ocf:IPaddr2 ip=10.0.0.100').length, 1);
  });

  it('is content with other addresses, other agents and other commands', () => {
    assert.deepEqual(find('pcs resource create V IPaddr2 ip=10.0.0.101'), []);
    assert.deepEqual(find('pcs resource create V ocf:heartbeat:apache ip=10.0.0.100'), []);
    assert.deepEqual(find('pcs resource update V IPaddr2 ip=10.0.0.100'), []);
    assert.deepEqual(find('pcs resource create V IPaddr2 nic=eth0'), []);
  });
});

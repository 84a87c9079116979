import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { notifyOnOneNode } from './notify-on-one-node.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  notifyOnOneNode.find(pairSite(first, second));

describe('pair/notify-on-one-node', () => {
  const extra = 'notify_master "/n.sh MASTER"\n  notify_backup "/n.sh BACKUP"';

  it('names the events', () => {
    const findings = find({ extra }, {});
    assert.equal(findings.length, 1);
    assert.equal(findings[0]?.at.line, 25);
    assert.equal(
      findings[0]?.message,
      'lb1 has notify_master, notify_backup for VIP 10.0.0.100, lb2 has not (lb2/keepalived.conf:9): when lb2 takes or loses the VIP, it does not run.',
    );
    assert.match(
      find({ extra }, { extra: 'notify_master "/n.sh"' })[0]?.message ?? '',
      /^lb1 has notify_backup for/,
    );
  });

  it('sees a notify for all states that the other node lacks altogether', () => {
    assert.match(find({ extra: 'notify "/n.sh"' }, {})[0]?.message ?? '', /^lb1 has notify for /);
  });

  it('is content with the same events, with one notify for all, a fifo, or a sync group that notifies', () => {
    assert.deepEqual(find({ extra }, { extra }), []);
    assert.deepEqual(find({ extra }, { extra: 'notify "/n.sh"' }), []);
    assert.deepEqual(find({ extra }, { globals: 'vrrp_notify_fifo /run/k.fifo' }), []);
    const blocks = 'vrrp_sync_group G {\n  group {\n    edge\n  }\n  notify_master "/n.sh"\n}';
    assert.deepEqual(find({ extra }, { blocks }), []);
  });
});

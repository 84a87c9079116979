import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageEvent } from '../../tests/support/page-site.ts';
import { lastChanges } from './last-change.ts';

describe('what changed last', () => {
  it('names the likeliest cause that was told around it', () => {
    const events = [
      pageEvent('peer-lost', -3_000),
      pageEvent('haproxy-died', -200, { text: 'haproxy ended with signal 9' }),
      pageEvent('vip-moved', 0),
    ];
    assert.equal(lastChanges(events, 5)[0]?.why, 'haproxy ended with signal 9 (lb1)');
  });

  it('does not take a move elsewhere for the cause', () => {
    const events = [
      pageEvent('switchover', -2_000, { text: 'to lb2', fields: { to: 'lb2' } }),
      pageEvent('switchover', -100, { text: 'to lb1', fields: { to: 'lb1' } }),
      pageEvent('vip-moved', 0, { fields: { to: 'lb1' } }),
    ];
    assert.equal(lastChanges(events, 5)[0]?.why, 'to lb1 (lb1)');
  });

  it('takes a server that went down for the cause of a verdict, not of a move', () => {
    const down = pageEvent('server-down', -100, { text: 'web1 is down' });
    const [verdict, moved] = lastChanges(
      [down, pageEvent('vip-moved', 0), pageEvent('verdict-changed', 10)],
      5,
    );
    assert.deepEqual([verdict?.why, moved?.why], ['web1 is down (lb1)', undefined]);
  });

  it('tells each once, the newest first, and nothing that it does not know', () => {
    const moved = pageEvent('vip-moved', 0);
    const again = pageEvent('vip-moved', 700, { node: 'lb2' });
    const later = pageEvent('vip-held', 60_000);
    const found = lastChanges([moved, again, later], 5);
    assert.deepEqual(
      found.map(({ event }) => event.kind),
      ['vip-held', 'vip-moved'],
    );
    assert.equal(found[0]?.why, undefined);
  });
});

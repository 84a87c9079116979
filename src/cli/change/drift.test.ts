import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { standInSite } from '../../../tests/support/stand-in-door.ts';
import type { Drift } from '../../node/api/node-service.ts';
import { paint } from '../paint.ts';
import { printDrift, showDrift } from './drift.ts';

const none = { why: undefined, files: [], runtime: [] };
const drift = (change: Partial<Drift> = {}): Drift => ({
  nodes: [
    { node: 'lb1', ...none },
    { node: 'lb2', ...none },
  ],
  between: [],
  ...change,
});
const exitCode = (answer: Drift) =>
  showDrift(standInSite({ lb1: { drift: () => Promise.resolve(answer) } }), 'json');

describe('drift', () => {
  it('that is none is one sentence and 0', async () => {
    assert.equal(printDrift(drift(), paint(false)), 'No drift: every node has in force what was accepted.\n');
    assert.equal(await exitCode(drift()), 0);
  });

  it('is shown line by line with node and file, and ends with 1', async () => {
    const patch = '--- a/haproxy.cfg\n+++ b/haproxy.cfg\n@@ -1 +1 @@\n-maxconn 1\n+maxconn 2\n';
    const edited = drift({
      nodes: [
        {
          node: 'lb1',
          ...none,
          files: [{ path: 'haproxy.cfg', patch }],
          runtime: ['web/web1 has weight 5, not 1'],
        },
      ],
      between: ['lb1 has revision 3, lb2 has revision 2'],
    });
    assert.equal(
      printDrift(edited, paint(false)),
      'Drift: what is in force is not what was accepted.\n\nlb1 has revision 3, lb2 has revision 2\n' +
        `lb1: web/web1 has weight 5, not 1\nlb1/haproxy.cfg\n${patch}`,
    );
    assert.equal(await exitCode(edited), 1);
  });

  it('of a node that cannot be looked at is not known, which is neither 0 nor drift', async () => {
    const silent = drift({
      nodes: [
        { node: 'lb1', ...none },
        { node: 'lb2', ...none, why: 'it does not answer' },
      ],
    });
    assert.match(
      printDrift(silent, paint(false)),
      /^No drift on the nodes that answer\.\n\nlb2: not known: it does not answer\n$/,
    );
    assert.equal(await exitCode(silent), 3);
  });
});

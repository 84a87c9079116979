import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foundationStatus } from '../../tests/support/foundation-status.ts';
import { webSite } from '../../tests/support/web-site.ts';
import { composeStatus } from '../node/status/compose-status.ts';
import { wantsColour } from './paint.ts';
import { printStatusTable } from './status-table.ts';

const statusWith = (holders: readonly string[]) =>
  composeStatus(
    webSite(),
    Object.fromEntries(
      ['lb1', 'lb2'].map((name) => [
        name,
        {
          foundation: { fact: foundationStatus(name, holders.includes(name)), atMs: 0 },
          servers: { why: 'nobody listens on its socket' },
          addresses: { fact: holders.includes(name) ? ['10.77.0.100'] : [], atMs: 0 },
        },
      ]),
    ),
    0,
  );

test('the holder, each node’s role and the reason for what is unknown are in the table', () => {
  const table = printStatusTable(statusWith(['lb1']));
  assert.match(table, /^edge +10\.77\.0\.100 +lb1 +lb1 40 ms ago +MASTER 190 +BACKUP 130$/m);
  assert.match(table, /^lb1: no answer from haproxy: nobody listens on its socket$/m);
});

test('two holders and none are loud without any colour', () => {
  assert.match(printStatusTable(statusWith(['lb1', 'lb2'])), /TWO HOLDERS: lb1 lb2/);
  assert.match(printStatusTable(statusWith([])), /NOBODY: the VIP is down/);
});

test('colour changes no word and no column', () => {
  const coloured = printStatusTable(statusWith(['lb1']), { colour: true });
  // oxlint-disable-next-line no-control-regex
  assert.equal(coloured.replace(/\u001b\[\d+m/g, ''), printStatusTable(statusWith(['lb1'])));
});

test('colour is for terminals that want it', () => {
  assert.equal(wantsColour({ isTTY: true }, {}), true);
  assert.equal(wantsColour({}, {}), false);
  assert.equal(wantsColour({ isTTY: true }, { NO_COLOR: '1' }), false);
  assert.equal(wantsColour({ isTTY: true }, { TERM: 'dumb' }), false);
});

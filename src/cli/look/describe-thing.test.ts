import assert from 'node:assert/strict';
import { it } from 'node:test';
import { paint } from '../paint.ts';
import { printDescribed } from './describe-thing.ts';

it('a thing is shown with its facts, what was asked for, what needs a person, and what happened last', () => {
  const text = printDescribed(
    {
      kind: 'servers',
      name: 'web/web1',
      item: { address: '10.77.0.21:8080', state: 'down', since: undefined },
      intents: [],
      findings: [],
      events: [
        {
          node: 'lb1',
          seq: 9,
          at: '2026-01-02T03:00:00.000Z',
          kind: 'server-down',
          text: 'web1 is down',
          fields: {},
        },
      ],
    },
    paint(false),
    0,
  );
  assert.equal(
    text,
    'server web/web1\n  address: 10.77.0.21:8080\n  state: down\n\n' +
      'Last events:\n  2026-01-02 03:00:00.000  lb1  #9      server-down       web1 is down\n',
  );
});

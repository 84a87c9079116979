import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { importOssec, ossecOf, REQUIRED, siteOf } from '../../../tests/support/imported-ossec.ts';
import { HELPER_NUMBERS } from '../../foreign/ossec/meaning/helper-options.ts';
import { readSite } from '../../site/read-site.ts';

const most = (limit: number, name: keyof typeof HELPER_NUMBERS) =>
  fc.integer({ min: HELPER_NUMBERS[name].least, max: limit }).map(String);
const helper = fc.record(
  {
    frequency: most(3600, 'frequency'),
    agent_chunk_size: most(100_000, 'agent_chunk_size'),
    agent_reconnection_time: most(600, 'agent_reconnection_time'),
    agent_reconnection_stability_time: most(10_000, 'agent_reconnection_stability_time'),
    imbalance_tolerance: fc.integer({ min: 1, max: 1000 }).map((thousandths) => String(thousandths / 1000)),
    remove_disconnected_node_after: most(34_560, 'remove_disconnected_node_after'),
    haproxy_port: most(65_535, 'haproxy_port'),
    haproxy_backend: fc.stringMatching(/^[a-z_]{1,20}$/),
    excluded_nodes: fc
      .array(fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/), { minLength: 1, maxLength: 4 })
      .map((names) => names.join(',')),
  },
  { requiredKeys: [] },
);

test('every valid helper becomes a spec that validates and says the same figures', () => {
  fc.assert(
    fc.property(helper, (options) => {
      const { wazuh, pools } = siteOf(importOssec(ossecOf({ ...REQUIRED, ...options })));
      const rebalance = pools.find(({ name }) => name === 'wazuh-events')?.rebalance;
      const figure = (name: keyof typeof HELPER_NUMBERS) =>
        Number(options[name as keyof typeof options] ?? HELPER_NUMBERS[name].fallback);
      const pause = figure('agent_reconnection_time');
      assert.equal(rebalance?.chunk, figure('agent_chunk_size'));
      assert.equal(rebalance?.settleMs, figure('frequency') * 1000);
      assert.ok(Math.abs((rebalance?.tolerance ?? 0) - figure('imbalance_tolerance')) < 1e-9);
      assert.equal(
        rebalance?.ratePerS,
        pause === 0 ? undefined : Math.max(1, Math.round(figure('agent_chunk_size') / pause)),
      );
      assert.equal(wazuh?.removeAfterMs, figure('remove_disconnected_node_after') * 60_000);
      assert.deepEqual(
        new Set(wazuh?.exclude),
        new Set((options.excluded_nodes ?? '').split(',').filter((name) => name !== '')),
      );
    }),
    { numRuns: 60 },
  );
});

const piece = fc.constantFrom(
  ...['<cluster>', '</cluster>', '<haproxy_helper>', '</haproxy_helper>', '<!--', '-->', '\n', ' ', '&', '<'],
  ...[
    '<ossec_config>',
    '</ossec_config>',
    '<remote>',
    '</remote>',
    '<port>',
    '</port>',
    'no',
    '0',
    '-1',
    'a b',
  ],
  ...['<haproxy_disabled>no</haproxy_disabled>', '<haproxy_address>10.0.0.100</haproxy_address>', '<X>'],
  ...['<excluded_nodes>', '</excluded_nodes>', ',', '<node>', '</node>', '<nodes>', '</nodes>', '127.0.0.1'],
  ...['<node_name>', '</node_name>', '__proto__', '<frequency>', '</frequency>', '1e9', '999999999999999'],
  ...['<imbalance_tolerance>', '</imbalance_tolerance>', '0.0000000000001', 'nan', 'fd00::1', '\u{1F600}'],
);

test('whatever stands in the file, the import ends with a spec or with what is wrong with it', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
      const imported = importOssec(parts.join(''));
      const { site } = readSite(Buffer.from(imported.text), 'holdfast.yaml');
      const isTold = imported.problems.some(({ severity }) => severity === 'error');
      assert.ok(site !== undefined || isTold, imported.text);
    }),
    { numRuns: 300 },
  );
});

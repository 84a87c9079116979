import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aPool, aService, aSite } from '../../../../tests/support/a-site.ts';
import { printNginx } from '../grammar/print.ts';
import { compileNginx } from './compile-nginx.ts';
import { standAlone } from './stand-alone.ts';

const TARGET = { kind: 'host', runDir: () => '/run/holdfast' } as const;

function alone(change: Parameters<typeof aSite>[0] = {}): string {
  const site = aSite({
    pools: [aPool({ engine: 'nginx' })],
    services: [aService({ engine: 'nginx' })],
    ...change,
  });
  const [node] = site.nodes;
  assert.ok(node);
  return printNginx(standAlone(compileNginx(site, node, TARGET), TARGET, node.name)).text;
}

test('an nginx that runs alone writes nothing for a daemon that is not there', () => {
  const text = alone();
  assert.doesNotMatch(text, /nginx-counts|holdfast_counts/);
  assert.match(text, /^http \{\n {4}access_log off;$/m);
});

test('its log, where the spec asks for one, is read by whoever runs it', () => {
  const text = alone({ log: { address: 'stdout', facility: 'local0' } });
  assert.deepEqual(text.match(/access_log (?!off).*/g), ['access_log /dev/stdout combined;']);
});

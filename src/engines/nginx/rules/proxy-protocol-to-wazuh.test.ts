import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { proxyProtocolToWazuh } from './proxy-protocol-to-wazuh.ts';

const find = (port: number, line: string, block = 'stream') =>
  proxyProtocolToWazuh.find(
    nginxSubject(
      `${block} {\n server {\n  listen ${port};\n  ${line}\n  proxy_pass 10.0.0.1:${port};\n }\n}\n`,
    ),
  );

test('tells the line and the port', () => {
  for (const port of [1514, 1515, 1516, 1517]) {
    const findings = find(port, 'proxy_protocol on;');
    assert.deepEqual(placesOf(findings), ['4:3']);
    assert.match(findings[0]?.message ?? '', new RegExp(`^Connections on ${port} are sent`));
  }
});

test('a line above the server counts for it', () => {
  const text =
    'stream {\n proxy_protocol on;\n server {\n  listen 1514;\n  proxy_pass 10.0.0.1:1514;\n }\n}\n';
  assert.deepEqual(placesOf(proxyProtocolToWazuh.find(nginxSubject(text))), ['2:2']);
});

test('says nothing otherwise', () => {
  assert.deepEqual(find(1514, 'proxy_protocol off;'), []);
  assert.deepEqual(find(1514, ''), []);
  assert.deepEqual(find(443, 'proxy_protocol on;'), []);
  assert.deepEqual(find(1514, 'proxy_protocol on;', 'http'), []);
});

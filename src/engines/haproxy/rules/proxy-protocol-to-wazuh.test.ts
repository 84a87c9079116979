import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedText } from '../../../../tests/support/fixed-text.ts';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { proxyProtocolToWazuh } from './proxy-protocol-to-wazuh.ts';

const find = (text: string) => proxyProtocolToWazuh.find(haproxySubject(text));

const server = (words: string) => `backend b\n server m ${words}\n`;

test('tells the keyword and the port', () => {
  for (const [port, what] of [
    ['1514', "the agents' port"],
    ['1515', 'the enrollment port'],
    ['1516', 'the cluster port'],
    ['1517', "the port of Wazuh 5's agents"],
  ] as const) {
    const findings = find(server(`10.0.0.1:${port} check send-proxy`));
    assert.deepEqual(placesOf(findings), ['2:31']);
    assert.equal(
      findings[0]?.message,
      `Server m of backend b is sent a PROXY header on ${port} (${what} of Wazuh), which a Wazuh manager does not read: no agent gets through.`,
    );
  }
});

test('its fix takes the word out, where it stands in the line itself', () => {
  for (const word of ['send-proxy', 'send-proxy-v2', 'send-proxy-v2-ssl', 'send-proxy-v2-ssl-cn']) {
    const text = server(`10.0.0.1:1514  ${word} check`);
    const fixed = fixedText(text, find(text));
    assert.equal(fixed, server('10.0.0.1:1514 check'));
    assert.deepEqual(find(fixed), []);
  }
  const shared = 'backend b\n default-server send-proxy\n server m 10.0.0.1:1514\n';
  assert.deepEqual(placesOf(find(shared)), ['2:17']);
  assert.equal(find(shared)[0]?.fix, undefined);
});

test('says nothing without the header or on other ports', () => {
  assert.deepEqual(find(server('10.0.0.1:1514 check')), []);
  assert.deepEqual(find(server('10.0.0.1:443 send-proxy')), []);
  assert.deepEqual(find(server('10.0.0.1 send-proxy')), []);
  assert.deepEqual(
    find('backend b\n default-server send-proxy\n server m 10.0.0.1:1514 no-send-proxy\n'),
    [],
  );
});

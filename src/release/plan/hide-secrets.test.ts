import assert from 'node:assert/strict';
import { it } from 'node:test';
import { hideSecrets } from './hide-secrets.ts';

const template = {
  path: 'keepalived.conf',
  text: 'vrrp_instance edge {\n    auth_pass <secret env:VRRP>\n}\n',
} as const;

it('puts the reference back where the line is the release’s but for the secret', () => {
  const text = template.text.replace('<secret env:VRRP>', '"a b"');
  assert.equal(hideSecrets('keepalived.conf', text, [template]), template.text);
  assert.equal(hideSecrets('keepalived.conf', template.text, [template]), template.text);
});

it('hides a password whose reference is not known', () => {
  const hidden = (path: 'haproxy.cfg' | 'keepalived.conf', text: string) =>
    hideSecrets(path, text, [template]);
  assert.equal(hidden('keepalived.conf', 'auth_pass x y'), 'auth_pass <secret in force>');
  assert.equal(hidden('haproxy.cfg', '    auth_pass abc'), '    auth_pass <secret in force>');
  assert.equal(hidden('haproxy.cfg', '  stats auth me:a:b'), '  stats auth me:<secret in force>');
  assert.equal(
    hidden('haproxy.cfg', 'user joe insecure-password abc groups g'),
    'user joe insecure-password <secret in force>',
  );
});

it('leaves other lines alone', () => {
  const text = 'backend web\n    server web1 10.77.0.21:8080\n';
  assert.equal(hideSecrets('haproxy.cfg', text, [template]), text);
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rawNginxFindings } from './raw-nginx.ts';

const messages = (text: string) => rawNginxFindings(text).map(({ line, message }) => `${line} ${message}`);

test('ordinary directives and blocks pass', () => {
  const text = 'add_header X-A "a; b { # c" always; # listen 1;\nif ($http_x) {\n  return 403;\n}\n';
  assert.deepEqual(messages(text), []);
});

test('what opens sockets, shows files or runs programs is refused, with its line', () => {
  assert.deepEqual(messages('keepalive 5;\nlisten 81;\nroot /;'), [
    '1 "listen" is not allowed in raw lines.',
    '2 "root" is not allowed in raw lines.',
  ]);
  assert.equal(messages('location /x { alias /etc/; }').length, 1);
  assert.equal(messages("'include' /etc/passwd;").length, 1);
});

test('the block that raw lines stand in cannot be left', () => {
  assert.match(messages('a 1; } server { b 2;')[0] ?? '', /would end the block/);
  assert.match(messages('server { b 2; }')[0] ?? '', /begins a block of its own/);
  assert.match(messages('location / { b 2;')[0] ?? '', /not closed/);
  assert.match(messages('b 2')[0] ?? '', /no ";"/);
  assert.match(messages('b "2;')[0] ?? '', /quote is not closed/);
});

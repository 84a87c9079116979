import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedText } from '../../../../tests/support/fixed-text.ts';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { rawCheckRequest } from './raw-check-request.ts';

const find = (text: string) => rawCheckRequest.find(haproxySubject(text));

test('`http-check GET` is told and written as http-check send', () => {
  const text = 'backend b\n option httpchk\n http-check GET /health HTTP/1.1\\r\\nHost:\\ example.org\n';
  const findings = find(text);
  assert.deepEqual(placesOf(findings), ['3:2']);
  assert.equal(findings[0]?.severity, undefined);
  assert.equal(
    findings[0]?.message,
    '`http-check GET` is no keyword: HAProxy refuses the file and does not start.',
  );
  const fixed = fixedText(text, findings);
  assert.equal(
    fixed,
    'backend b\n option httpchk\n http-check send meth GET uri /health ver HTTP/1.1 hdr Host example.org\n',
  );
  assert.deepEqual(find(fixed), []);
});

test('without a version or an address it is as short', () => {
  const fixed = (line: string) =>
    fixedText(`backend b\n ${line}\n`, find(`backend b\n ${line}\n`)).split('\n')[1];
  assert.equal(fixed('http-check HEAD /x'), ' http-check send meth HEAD uri /x');
  assert.equal(fixed('http-check OPTIONS'), ' http-check send meth OPTIONS uri /');
});

test('headers behind the version of option httpchk are a warning, with the same fix', () => {
  const text = 'backend b\n\toption httpchk GET /h HTTP/1.1\\r\\nHost:\\ a.b\\r\\nX-Y:\\ two\\ words\\r\\n\n';
  const findings = find(text);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.equal(findings[0]?.severity, 'info');
  const fixed = fixedText(text, findings);
  assert.equal(
    fixed,
    'backend b\n\toption httpchk\n\thttp-check send meth GET uri /h ver HTTP/1.1 hdr Host a.b hdr X-Y "two words"\n',
  );
  assert.deepEqual(find(fixed), []);
});

test('a body, a variable, or a request that is there already is left to a person', () => {
  for (const line of [
    'option httpchk GET /h HTTP/1.1\\r\\nHost:\\ a\\r\\n\\r\\nbody',
    'option httpchk GET /h "HTTP/1.1\\r\\nHost: $HOST"',
    'http-check GET "/$PAGE"',
  ]) {
    const [finding] = find(`backend b\n ${line}\n`);
    assert.ok(finding !== undefined && finding.fix === undefined, line);
  }
  const [finding] = find(
    'backend b\n option httpchk GET / HTTP/1.1\\r\\nHost:\\ a\n http-check send hdr A b\n',
  );
  assert.ok(finding !== undefined && finding.fix === undefined);
});

test('says nothing of requests in their proper form', () => {
  for (const line of [
    'http-check send meth GET uri /',
    'http-check expect status 200',
    'option httpchk GET / HTTP/1.1',
    'option httpchk',
    'option tcp-check',
  ])
    assert.deepEqual(find(`backend b\n ${line}\n`), [], line);
});

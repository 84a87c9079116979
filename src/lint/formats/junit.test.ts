import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { aFinding } from '../../../tests/support/a-finding.ts';
import { junitText } from './junit.ts';

const isError = (severity: string) => severity === 'error';

describe('junitText', () => {
  it('has a suite a file, a case a code, and a passed case for a good file', () => {
    const findings = [
      aFinding(),
      aFinding({ line: 9 }),
      aFinding({ code: 'haproxy/odd', severity: 'warning' }),
    ];
    const xml = junitText(['lb1/haproxy.cfg', 'lb2/haproxy.cfg'], findings, isError);
    assert.match(
      xml,
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="holdfast lint" tests="3" failures="1" errors="0">\n/,
    );
    assert.match(xml, /<testsuite name="lb1\/haproxy\.cfg" tests="2" failures="1" errors="0" skipped="0">/);
    assert.match(xml, /<testcase classname="lb2\/haproxy\.cfg" name="nothing found"\/>/);
    assert.match(
      xml,
      /name="haproxy\/bad-word" file="lb1\/haproxy\.cfg" line="2"><failure type="haproxy\/bad-word" message="The word is bad\.">lb1\/haproxy\.cfg:2:3 error&#10;The word is bad\.&#10;Fix: write a good one\.&#10;&#10;lb1\/haproxy\.cfg:9:3 error/,
    );
    assert.match(xml, /name="haproxy\/odd"[^>]*><system-out>lb1\/haproxy\.cfg:2:3 warning/);
    assert.match(xml, /<\/testsuites>\n$/);
    assert.equal(xml.split('<failure').length, 2);
  });

  it('escapes what XML keeps for itself, and drops what it cannot write', () => {
    const xml = junitText([], [aFinding({ path: 'a&b', message: '<"x"> \u0000\ud800 \u{1f600}' })], isError);
    assert.match(xml, /name="a&amp;b"/);
    assert.match(xml, /message="&lt;&quot;x&quot;&gt; \?\? \u{1f600}"/u);
  });
});

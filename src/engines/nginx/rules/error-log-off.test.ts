import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { errorLogOff } from './error-log-off.ts';

const find = (text: string) => errorLogOff.find(nginxSubject(text));

describe('errorLogOff', () => {
  it('fires at any level', () => {
    const text = `error_log off;
http { server { error_log off; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:1', '2:17']);
    assert.equal(
      findings[0]?.message,
      '"error_log off" does not turn the log off: it is written to a file named "off".',
    );
    assert.equal(findings[0]?.remedy, 'write "error_log /var/log/nginx/error.log crit;".');
  });

  it('says nothing of a file', () => {
    assert.deepEqual(find(`error_log /dev/null crit;`), []);
  });

  it('says nothing of the access log', () => {
    assert.deepEqual(find(`http { access_log off; }`), []);
  });
});

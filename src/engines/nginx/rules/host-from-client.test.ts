import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { hostFromClient } from './host-from-client.ts';

const find = (text: string) => hostFromClient.find(nginxSubject(text));

describe('hostFromClient', () => {
  it('fires at the variable', () => {
    const text = `server { location / {
  proxy_set_header Host $http_host;
} }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:25']);
    assert.equal(
      findings[0]?.message,
      '$http_host passes on whatever Host the client wrote, not the one that nginx chose this server by.',
    );
    assert.equal(findings[0]?.remedy, 'write $host, or $host:$server_port where the servers need the port.');
  });

  it('fires at other spellings', () => {
    const text = `server { proxy_set_header host "\${http_host}"; }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:32']);
    assert.equal(
      findings[0]?.message,
      '$http_host passes on whatever Host the client wrote, not the one that nginx chose this server by.',
    );
    assert.equal(findings[0]?.remedy, 'write $host, or $host:$server_port where the servers need the port.');
  });

  it('says nothing of $host', () => {
    assert.deepEqual(find(`server { proxy_set_header Host $host; }`), []);
  });

  it('says nothing of other headers', () => {
    assert.deepEqual(find(`server { proxy_set_header X-Forwarded-Host $http_host; }`), []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { proxySetHeaderDropped } from './proxy-set-header-dropped.ts';

const find = (text: string) => proxySetHeaderDropped.find(nginxSubject(text));

describe('proxySetHeaderDropped', () => {
  it('fires at the first header of the lower level', () => {
    const text = `server {
  proxy_set_header Host $host;
  proxy_set_header X-Real-IP $remote_addr;
  proxy_set_header X-Real-IP $remote_addr;
  location / {
    proxy_set_header X-A b;
  }
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:5']);
    assert.equal(
      findings[0]?.message,
      'This block has a proxy_set_header of its own and so loses Host, X-Real-IP from line 2.',
    );
    assert.equal(
      findings[0]?.remedy,
      'repeat the proxy_set_header lines of the block around it here, or include them from one file in both.',
    );
  });

  it('knows the X-Forwarded headers', () => {
    const text = `server { proxy_set_header x-forwarded-proto $scheme;
 location / { proxy_set_header Host $host; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:15']);
    assert.equal(
      findings[0]?.message,
      'This block has a proxy_set_header of its own and so loses x-forwarded-proto from line 1.',
    );
    assert.equal(
      findings[0]?.remedy,
      'repeat the proxy_set_header lines of the block around it here, or include them from one file in both.',
    );
  });

  it('says nothing where they are repeated', () => {
    assert.deepEqual(
      find(`server { proxy_set_header Host $host; location / { proxy_set_header host x; } }`),
      [],
    );
  });

  it('says nothing of headers that only this site knows', () => {
    assert.deepEqual(find(`server { proxy_set_header X-A a; location / { proxy_set_header X-B b; } }`), []);
  });

  it('says nothing where an include may repeat them', () => {
    assert.deepEqual(
      find(
        `server { proxy_set_header Host $host; location / { include /etc/nginx/proxy_params; proxy_set_header X-B b; } }`,
      ),
      [],
    );
  });
});

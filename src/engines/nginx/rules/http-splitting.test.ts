import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { httpSplitting } from './http-splitting.ts';

const find = (text: string) => httpSplitting.find(nginxSubject(text));

describe('httpSplitting', () => {
  it('fires in a redirect', () => {
    const text = `server {
  return 301 https://$host$uri;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:14']);
    assert.equal(
      findings[0]?.message,
      '$uri is decoded: a request with "%0d%0a" in its path writes lines of its own behind this return.',
    );
    assert.equal(findings[0]?.remedy, 'write $request_uri in the place of $uri.');
  });

  it('fires in a redirect without a code', () => {
    const text = `server { return https://x$document_uri; }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:17']);
    assert.equal(
      findings[0]?.message,
      '$document_uri is decoded: a request with "%0d%0a" in its path writes lines of its own behind this return.',
    );
    assert.equal(findings[0]?.remedy, 'write $request_uri in the place of $document_uri.');
  });

  it('fires in rewrites that redirect', () => {
    const text = `server { rewrite ^ https://x$uri;
 rewrite ^ /x$uri permanent;
 rewrite ^ /y\${uri} redirect; }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:20', '2:12', '3:12']);
    assert.equal(
      findings[0]?.message,
      '$uri is decoded: a request with "%0d%0a" in its path writes lines of its own behind this rewrite.',
    );
    assert.equal(findings[0]?.remedy, 'write $request_uri in the place of $uri.');
  });

  it('fires in headers to either side', () => {
    const text = `server { location / { add_header X-A $uri;
 proxy_set_header X-B a$uri; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:38', '2:23']);
    assert.equal(
      findings[0]?.message,
      '$uri is decoded: a request with "%0d%0a" in its path writes lines of its own behind this add_header.',
    );
    assert.equal(findings[0]?.remedy, 'write $request_uri in the place of $uri.');
  });

  it('fires in a proxy_pass', () => {
    const text = `server { location / { proxy_pass http://10.0.0.1$uri; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:34']);
    assert.equal(
      findings[0]?.message,
      '$uri is decoded: a request with "%0d%0a" in its path writes lines of its own behind this proxy_pass.',
    );
    assert.equal(findings[0]?.remedy, 'write no URI at all, or $request_uri in the place of $uri.');
  });

  it('says nothing of $request_uri', () => {
    assert.deepEqual(find(`server { return 301 https://$host$request_uri; }`), []);
  });

  it('says nothing of bodies', () => {
    assert.deepEqual(find(`server { return 200 $uri; }`), []);
  });

  it('says nothing of inner rewrites and files', () => {
    assert.deepEqual(find(`server { rewrite ^ /x$uri last; try_files $uri $uri/ =404; }`), []);
  });

  it('says nothing of other variables', () => {
    assert.deepEqual(find(`server { return 301 https://x$uri_path; }`), []);
  });

  it('says nothing of streams', () => {
    assert.deepEqual(find(`stream { server { listen 1; proxy_pass $uri; } }`), []);
  });
});

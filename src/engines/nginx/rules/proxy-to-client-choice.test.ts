import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { proxyToClientChoice } from './proxy-to-client-choice.ts';

const find = (text: string) => proxyToClientChoice.find(nginxSubject(text));

describe('proxyToClientChoice', () => {
  it('fires at a parameter', () => {
    const text = `server { location / {
  proxy_pass http://$arg_host/x;
} }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:14']);
    assert.equal(
      findings[0]?.message,
      '$arg_host comes from the client and stands in the host of this proxy_pass: the client chooses which machine is asked.',
    );
    assert.equal(
      findings[0]?.remedy,
      'choose the host by a "map" with the values that are allowed, or make the location "internal".',
    );
  });

  it('fires at a header and a cookie', () => {
    const text = `server { location / { proxy_pass https://\${http_x_to}:80; }
location /b { proxy_pass http://$cookie_b; } }`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['1:34', '2:26']);
    assert.equal(
      findings[0]?.message,
      '$http_x_to comes from the client and stands in the host of this proxy_pass: the client chooses which machine is asked.',
    );
    assert.equal(
      findings[0]?.remedy,
      'choose the host by a "map" with the values that are allowed, or make the location "internal".',
    );
  });

  it('says nothing of a map', () => {
    assert.deepEqual(
      find(`map $arg_a $b { default x; }
server { location / { proxy_pass http://$b; } }`),
      [],
    );
  });

  it('says nothing of the path', () => {
    assert.deepEqual(
      find(`server { location / { proxy_pass http://10.0.0.1/$arg_x; }
location /a { proxy_pass http://app$request_uri; }
location /b { proxy_pass http://$app$uri; } }`),
      [],
    );
  });

  it('says nothing of internal locations', () => {
    assert.deepEqual(
      find(`server { location / { internal; if ($a) { proxy_pass http://$arg_x; } }
location @p { proxy_pass http://$http_x; } }`),
      [],
    );
  });

  it('says nothing of streams', () => {
    assert.deepEqual(find(`stream { server { listen 1; proxy_pass $http_x; } }`), []);
  });
});

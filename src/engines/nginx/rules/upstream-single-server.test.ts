import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nginxSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { upstreamSingleServer } from './upstream-single-server.ts';

const find = (text: string, maxOutageMs?: number) =>
  upstreamSingleServer.find(nginxSubject(text, { maxOutageMs }));

describe('upstreamSingleServer', () => {
  it('fires at the server', () => {
    const text = `upstream a {
  server 10.0.0.1:80;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(findings[0]?.severity, undefined);
    assert.equal(find(text, 5_000)[0]?.severity, 'warning');
    assert.equal(
      findings[0]?.message,
      '10.0.0.1:80 is the only server in the upstream a that takes requests: when it fails, the service fails.',
    );
    assert.equal(findings[0]?.remedy, 'add a second server, at least as "backup".');
  });

  it('does not count a server that is down', () => {
    const text = `upstream a {
  server [fd00::1]:80;
  server 10.0.0.2:80 down;
}`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      '[fd00::1]:80 is the only server in the upstream a that takes requests: when it fails, the service fails.',
    );
    assert.equal(findings[0]?.remedy, 'add a second server, at least as "backup".');
  });

  it('says nothing of two', () => {
    assert.deepEqual(find(`upstream a { server 10.0.0.1; server 10.0.0.2 backup; }`), []);
  });

  it('says nothing of a name, which may stand for several', () => {
    assert.deepEqual(find(`upstream a { server app:80; }`), []);
  });

  it('says nothing of what runs on the same machine', () => {
    assert.deepEqual(
      find(`upstream a { server 127.0.0.1:80; }
upstream b { server unix:/run/b.sock; }
upstream c { server [::1]:80; }
upstream d { server localhost; }`),
      [],
    );
  });

  it('says nothing where an include may add one', () => {
    assert.deepEqual(find(`upstream a { server 10.0.0.1; include more.conf; }`), []);
  });

  it('says nothing of none', () => {
    assert.deepEqual(find(`upstream a { zone a 64k; }`), []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareNginx } from './compare-nginx.ts';

const FILE = `daemon off;
http {
    upstream web {
        server 10.0.0.1:80;
        server 10.0.0.2:80;
    }
    server {
        listen 10.0.0.100:80;
        location / {
            proxy_pass http://web;
            proxy_read_timeout 30s;
        }
    }
}
`;

const told = (before: string, after: string) =>
  compareNginx(before, after).map(({ impact, text }) => `${impact} ${text}`);

describe('what nginx has to do otherwise', () => {
  it('is nothing for the same file', () => {
    assert.deepEqual(told(FILE, FILE), []);
  });

  it('is told by pool and server, as a reload that loses nothing', () => {
    assert.deepEqual(told(FILE, FILE.replace('10.0.0.2:80', '10.0.0.2:80 weight=2')), [
      'reload pool web: server 10.0.0.2:80 becomes 10.0.0.2:80 weight=2',
    ]);
    assert.deepEqual(told(FILE, FILE.replace('        server 10.0.0.2:80;\n', '')), [
      'reload pool web: server 10.0.0.2:80 is removed',
    ]);
  });

  it('names what listens where a setting of it differs', () => {
    assert.deepEqual(told(FILE, FILE.replace('30s', '60s')), [
      'reload what listens on 10.0.0.100:80: proxy_read_timeout 30s becomes 60s',
    ]);
  });

  it('leaves a socket that comes to the foundation, under the same key', () => {
    const [found, ...more] = compareNginx(
      FILE,
      FILE.replace('listen 10.0.0.100:80;', 'listen 10.0.0.100:80;\n        listen 10.0.0.100:514 udp;'),
    );
    assert.deepEqual([found?.key, found?.impact, more], ['listener/10.0.0.100:514/udp', 'none', []]);
  });

  it('is one change where nginx begins, or ceases, to run', () => {
    assert.deepEqual(told('', FILE), ['reload nginx runs for the services that ask for it']);
    assert.deepEqual(told(FILE, ''), ['reload nginx is no longer needed, and ends']);
  });
});

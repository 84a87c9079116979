import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { differentNginx } from './different-nginx.ts';

const NGINX = `http {
  upstream web {
    server 10.0.0.21:80;
    server 10.0.0.22:80;
  }
  server {
    listen 80;
    location / {
      proxy_pass http://web;
    }
  }
}
`;
const find = (first: KeepalivedLines, second: KeepalivedLines, lb1 = {}, lb2 = {}) =>
  differentNginx.find(pairSite(first, second, { lb1, lb2 }));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/different-nginx', () => {
  const conf = (text: string) => ({ 'nginx.conf': text });
  const both = (first: string, second: string) => find({}, {}, conf(first), conf(second));

  it('names what one node says and the other does not', () => {
    const findings = both(NGINX, NGINX.replace('    server 10.0.0.22:80;\n', ''));
    assert.deepEqual(places(findings), ['lb1/nginx.conf:4:5']);
    assert.equal(
      findings[0]?.message,
      'nginx of lb1 says `upstream web: server 10.0.0.22:80`, that of lb2 does not: clients meet something else while lb2 holds the VIP.',
    );
  });

  it('tells each side of a changed value', () => {
    assert.deepEqual(places(both(NGINX, NGINX.replace('10.0.0.22', '10.0.0.23'))), [
      'lb1/nginx.conf:4:5',
      'lb2/nginx.conf:4:5',
    ]);
  });

  it('counts the rest when much differs', () => {
    const many = [1, 2, 3, 4, 5].map((n) => `    server 10.0.1.${n}:80;\n`).join('');
    const findings = both(NGINX.replace('  upstream web {\n', `  upstream web {\n${many}`), NGINX);
    assert.match(findings[0]?.message ?? '', /`upstream web: server 10\.0\.1\.3:80` and 2 more, that of lb2/);
  });

  it('sees a directive that is said more often', () => {
    assert.equal(
      both(NGINX.replace('    server 10.0.0.22:80;\n', '    server 10.0.0.21:80;\n'), NGINX).length,
      2,
    );
    const twice = NGINX.replace('10.0.0.22', '10.0.0.21');
    assert.deepEqual(places(both(twice, NGINX.replace('    server 10.0.0.22:80;\n', ''))), [
      'lb1/nginx.conf:4:5',
    ]);
  });

  it('does not mind order, comments, logs, and how the listener is written', () => {
    const turned = NGINX.replace(/(.*21:80;\n)(.*22:80;\n)/, '$2$1 # same\n');
    assert.deepEqual(both(NGINX, turned), []);
    assert.deepEqual(both(`env HERE=lb1;\n${NGINX}`, `env HERE=lb2;\n${NGINX}`), []);
    assert.deepEqual(both(NGINX, `error_log /var/log/n.log;\n${NGINX}`), []);
    assert.deepEqual(both(NGINX, NGINX.replace('listen 80', 'listen 10.0.0.100:80')), []);
    assert.deepEqual(
      both(NGINX.replace('listen 80', 'listen *:80'), NGINX.replace('listen 80', 'listen 10.0.0.12:80')),
      [],
    );
    assert.equal(both(NGINX, NGINX.replace('listen 80', 'listen 10.9.9.9:80')).length, 2);
  });

  it('compares only nodes that share a VIP and both have nginx', () => {
    const other = conf(NGINX.replace('10.0.0.22', '10.0.0.23'));
    assert.deepEqual(find({}, { vips: ['10.0.0.101/24'] }, conf(NGINX), other), []);
    assert.deepEqual(find({}, {}, conf(NGINX)), []);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { groupFiles } from './group.ts';
import { identifyFile } from './identify.ts';

/** `name: haproxy | keepalived | nginx | foreign` of each node, a list a site. */
function sitesOf(given: Readonly<Record<string, string>>, nodes: Readonly<Record<string, string>> = {}) {
  const files = Object.entries(given).map(([path, text]) => ({
    path,
    text,
    node: nodes[path],
    kind: identifyFile(path, text),
  }));
  const paths = (list: readonly { path: string }[]) => list.map(({ path }) => path).join(' ');
  return groupFiles(files).map((site) =>
    site.map(({ name, haproxy, keepalived, nginx, foreign }) =>
      [
        `${name}:`,
        paths(haproxy),
        paths(keepalived),
        nginx.map(({ main, others }) => paths([main, ...others])).join(' + '),
        paths(foreign),
      ]
        .filter((part) => part !== '')
        .join(' '),
    ),
  );
}

const GLOBAL = 'global\n  daemon\n';

describe('groupFiles', () => {
  it('takes folders side by side whose names differ in a number for the nodes of one site', () => {
    assert.deepEqual(
      sitesOf({
        'h/lb2/haproxy.cfg': '',
        'h/lb1/etc/haproxy/haproxy.cfg': '',
        'h/lb1/etc/keepalived/keepalived.conf': '',
      }),
      [['lb1: h/lb1/etc/haproxy/haproxy.cfg h/lb1/etc/keepalived/keepalived.conf', 'lb2: h/lb2/haproxy.cfg']],
    );
  });

  it('puts the master before the backup', () => {
    assert.deepEqual(sitesOf({ 'backup/keepalived.conf': '', 'master/keepalived.conf': '' }), [
      ['master: master/keepalived.conf', 'backup: backup/keepalived.conf'],
    ]);
  });

  it('does not compare strangers', () => {
    assert.deepEqual(
      sitesOf({
        'paris/keepalived.conf': '',
        'rome/keepalived.conf': '',
        'a/lb1/haproxy.cfg': '',
        'b/lb2/haproxy.cfg': '',
      }),
      [
        ['.: paris/keepalived.conf'],
        ['.: rome/keepalived.conf'],
        ['lb1: a/lb1/haproxy.cfg'],
        ['lb2: b/lb2/haproxy.cfg'],
      ],
    );
  });

  it('takes the files of one folder for one node', () => {
    assert.deepEqual(sitesOf({ '/etc/haproxy/haproxy.cfg': '', '/etc/keepalived/keepalived.conf': '' }), [
      ['.: /etc/haproxy/haproxy.cfg /etc/keepalived/keepalived.conf'],
    ]);
  });

  it('takes files of one folder whose names bear a node or a role for two nodes, with what they share', () => {
    assert.deepEqual(
      sitesOf({ 'keepalived-backup.conf': '', 'keepalived-master.conf': '', 'haproxy.cfg': GLOBAL }),
      [['master: haproxy.cfg keepalived-master.conf', 'backup: haproxy.cfg keepalived-backup.conf']],
    );
  });

  it('pairs names of nodes with names of roles in their order', () => {
    assert.deepEqual(
      sitesOf({
        'haproxy-lb1.cfg': '',
        'haproxy-lb2.cfg': '',
        'keepalived-master.conf': '',
        'keepalived-backup.conf': '',
      }),
      [['lb1: haproxy-lb1.cfg keepalived-master.conf', 'lb2: haproxy-lb2.cfg keepalived-backup.conf']],
    );
  });

  it('gives one unmarked keepalived.conf to no node of a marked pair', () => {
    assert.deepEqual(
      sitesOf({ 'haproxy-lb1.cfg': '', 'haproxy-lb2.cfg': '', 'keepalived.conf': '' }),
      [['lb1: haproxy-lb1.cfg', 'lb2: haproxy-lb2.cfg'], ['.: keepalived.conf']].toReversed(),
    );
  });

  it('reads parts of one haproxy.cfg together, haproxy.cfg first', () => {
    assert.deepEqual(
      sitesOf({
        'haproxy/conf.d/10-web.cfg': '',
        'haproxy/conf.d/20-db.cfg': '',
        'haproxy/haproxy.cfg': GLOBAL,
      }),
      [['.: haproxy/haproxy.cfg haproxy/conf.d/10-web.cfg haproxy/conf.d/20-db.cfg']],
    );
  });

  it('takes whole haproxy files of one folder for strangers', () => {
    assert.deepEqual(sitesOf({ 'haproxy-web.cfg': GLOBAL, 'haproxy-db.cfg': GLOBAL }).flat().toSorted(), [
      '.: haproxy-db.cfg',
      '.: haproxy-web.cfg',
    ]);
  });

  it('takes keepalived files of one folder that nothing connects for strangers', () => {
    assert.equal(
      sitesOf({
        'keepalived.conf.vrrp': 'vrrp_instance A {\n}\n',
        'keepalived.conf.more': 'vrrp_instance A {\n}\n',
      }).length,
      2,
    );
  });

  it('believes the names that the user gives', () => {
    const files = {
      'a/haproxy.cfg': GLOBAL,
      'a/haproxy-web.cfg': GLOBAL,
      'b/keepalived.conf': '',
      'web/haproxy.cfg': '',
    };
    const nodes = { 'a/haproxy.cfg': 'one', 'a/haproxy-web.cfg': 'one', 'b/keepalived.conf': 'two' };
    assert.deepEqual(sitesOf(files, nodes), [
      ['one: a/haproxy.cfg a/haproxy-web.cfg', 'two: b/keepalived.conf'],
      ['.: web/haproxy.cfg'],
    ]);
  });

  it('gives included files to the file that includes them', () => {
    assert.deepEqual(
      sitesOf({
        'nginx/nginx.conf': 'http {\n  include /etc/nginx/conf.d/*.conf;\n}\n',
        'nginx/conf.d/a.conf': 'server { include ../proxy; }\n',
        'nginx/proxy': 'proxy_buffering off;\n',
        'keepalived/keepalived.conf': 'include vips\n',
        'keepalived/vips': '10.0.0.1\n',
      }),
      [['.: keepalived/keepalived.conf keepalived/vips nginx/nginx.conf nginx/conf.d/a.conf']],
    );
  });

  it('ends at files that include each other', () => {
    assert.deepEqual(
      sitesOf({
        'rome/keepalived.conf': 'include ../paris/keepalived.conf\n',
        'paris/keepalived.conf': 'include ../rome/keepalived.conf\n',
      }).length,
      2,
    );
    assert.deepEqual(
      sitesOf({
        'keepalived-web.conf': 'include keepalived-work.conf\n',
        'keepalived-work.conf': 'include keepalived-web.conf\n',
      }),
      [['.: keepalived-web.conf keepalived-work.conf']],
    );
  });

  it('gives a script above the nodes to each of them, and one of a node to that node', () => {
    assert.deepEqual(
      sitesOf({ 'lb1/haproxy.cfg': '', 'lb2/haproxy.cfg': '', 'scripts/pcs.sh': '', 'lb2/sysctl.conf': '' }),
      [['lb1: lb1/haproxy.cfg scripts/pcs.sh', 'lb2: lb2/haproxy.cfg scripts/pcs.sh lb2/sysctl.conf']],
    );
  });

  it('makes a node of foreign files alone only where they belong to no other', () => {
    assert.deepEqual(sitesOf({ 'lb1/haproxy.service': '' }), [['lb1: lb1/haproxy.service']]);
    assert.deepEqual(sitesOf({ 'docker-compose.yml': '' }), []);
  });

  it('leaves no file of an engine out', () => {
    const name = fc.constantFrom(
      ...['haproxy.cfg', 'haproxy-lb1.cfg', 'haproxy2.cfg', '10-web-haproxy.cfg', 'haproxy-db.cfg'],
      ...['keepalived.conf', 'keepalived-master.conf', 'keepalived-b.conf', 'nginx.conf', 'nginx-lb1.conf'],
    );
    const folder = fc.constantFrom(
      '',
      'lb1/',
      'lb2/etc/haproxy/',
      'x/master/',
      'x/backup/',
      'conf.d/',
      'paris/',
    );
    const text = fc.constantFrom('', GLOBAL, 'include *.conf\n', 'include *.conf;\n');
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.tuple(folder, name).map((parts) => parts.join('')),
          text,
        ),
        (files) => {
          const seen = sitesOf(files).flat().join(' ').split(' ');
          for (const path of Object.keys(files)) assert.ok(seen.includes(path), `${path} is in no node`);
        },
      ),
    );
  });
});

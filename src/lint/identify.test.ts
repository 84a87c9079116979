import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identifyFile } from './identify.ts';

describe('identifyFile', () => {
  const byName: [path: string, kind: string][] = [
    ['haproxy.cfg', 'haproxy'],
    ['etc/haproxy/haproxy.cfg', 'haproxy'],
    ['lb1-haproxy.cfg', 'haproxy'],
    ['haproxy-master.conf', 'haproxy'],
    ['etc/haproxy/conf.d/10-web.cfg', 'haproxy'],
    ['keepalived.conf', 'keepalived'],
    ['keepalived-backup.conf', 'keepalived'],
    ['etc/keepalived/conf.d/vips.conf', 'keepalived'],
    ['nginx.conf', 'nginx'],
    ['sites-enabled/default', 'nginx'],
    ['etc/nginx/conf.d/lb.conf', 'nginx'],
    ['docker-compose.yml', 'compose'],
    ['compose.prod.yaml', 'compose'],
    ['haproxy/docker-compose.yml', 'compose'],
    ['corosync.conf', 'corosync'],
    ['sentinel-1.conf', 'sentinel'],
    ['patroni.yml', 'patroni'],
    ['example.org.zone', 'zone'],
    ['etc/bind/db.example.org', 'zone'],
    ['etc/systemd/system/haproxy.service', 'systemd'],
    ['haproxy.service.d/limits.conf', 'systemd'],
    ['etc/sysctl.d/99-lb.conf', 'sysctl'],
    ['sysctl.conf', 'sysctl'],
    ['pcs-setup.sh', 'pcs'],
    ['haproxy.cfg.bak', 'unknown'],
    ['haproxy.md', 'unknown'],
  ];
  for (const [path, kind] of byName) {
    it(`knows ${path} by its name: ${kind}`, () => assert.equal(identifyFile(path, ''), kind));
  }

  const byContent: [text: string, kind: string][] = [
    ['# ours\nglobal\n    daemon\n', 'haproxy'],
    ['frontend web\n\n  bind :80\n', 'haproxy'],
    ['! old\nvrrp_instance VI_1 {\n}\n', 'keepalived'],
    ['events {}\nhttp {\n}\n', 'nginx'],
    ['upstream app {\n server a;\n}\n', 'nginx'],
    ['totem {\n version: 2\n}\n', 'corosync'],
    ['#!/bin/bash\npcs cluster setup ha lb1 lb2\n', 'pcs'],
    ['#!/bin/sh\ncurl -f localhost\n', 'script'],
    ['port 26379\nsentinel monitor main 10.0.0.1 6379 2\n', 'sentinel'],
    ['services:\n  web:\n    image: nginx\n', 'compose'],
    ['scope: main\nname: pg1\nrestapi:\n  listen: 0.0.0.0:8008\n', 'patroni'],
    ['$TTL 300\n@ IN SOA a. b. 1 2 3 4 5\n', 'zone'],
    ['@ IN A 10.0.0.1\nwww 60 IN A 10.0.0.1\n', 'zone'],
    ['[Unit]\nDescription=x\n', 'systemd'],
    ['net.ipv4.ip_nonlocal_bind = 1\n', 'sysctl'],
    ['Dear all,\nthe global outlook is fine.\n', 'unknown'],
    ['', 'unknown'],
  ];
  for (const [text, kind] of byContent) {
    it(`knows ${kind} by the words ${JSON.stringify(text.slice(0, 24))}`, () =>
      assert.equal(identifyFile('file', text), kind));
  }

  it('takes a file that ends in .sh for a script', () => {
    assert.equal(identifyFile('check.sh', 'curl -f localhost\n'), 'script');
  });
});

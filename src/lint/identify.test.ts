import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identifyFile } from './identify.ts';

describe('identifyFile', () => {
  const byName: [path: string, kind: string][] = [
    ['haproxy.cfg', 'haproxy'],
    ['etc/99-sysctl.conf', 'sysctl'],
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
    ['var/ossec/etc/ossec.conf', 'ossec'],
    ['wazuh_manager_ossec.conf', 'ossec'],
    ['agent.conf', 'unknown'],
    ['sentinel-1.conf', 'sentinel'],
    ['patroni.yml', 'patroni'],
    ['example.org.zone', 'zone'],
    ['etc/systemd/system/haproxy.service', 'systemd'],
    ['haproxy.service.d/limits.conf', 'systemd'],
    ['etc/sysctl.d/99-lb.conf', 'sysctl'],
    ['sysctl.conf', 'sysctl'],
    ['pcs-setup.sh', 'pcs'],
    ['haproxy.cfg.bak', 'unknown'],
    ['haproxy.md', 'unknown'],
    ['haproxy.cfg.j2', 'unknown'],
    ['templates/keepalived.conf.erb', 'unknown'],
    ['etc/rsyslog.d/49-haproxy.conf', 'unknown'],
    ['etc/logrotate.d/nginx.conf', 'unknown'],
    ['nginx/Dockerfile', 'unknown'],
    ['etc/nginx/fastcgi_params', 'nginx'],
    ['nginx/values.yaml', 'unknown'],
    ['nginx/entrypoint.sh', 'script'],
    ['src/engines/nginx/parse.ts', 'unknown'],
  ];
  for (const [path, kind] of byName) {
    it(`knows ${path} by its name: ${kind}`, () => assert.equal(identifyFile(path, ''), kind));
  }

  const byContent: [text: string, kind: string][] = [
    ['# ours\nglobal\n    daemon\n', 'haproxy'],
    ['frontend web\n\n  bind :80\n', 'haproxy'],
    ['peers lbs\n  peer lb1 10.0.0.1:1024\n', 'haproxy'],
    ['# names\nresolvers dns\n  nameserver one 10.0.0.2:53\n', 'haproxy'],
    ['resolvers are set elsewhere\n  and peers too\n', 'unknown'],
    ['! old\nvrrp_instance VI_1 {\n}\n', 'keepalived'],
    ['events {}\nhttp {\n}\n', 'nginx'],
    ['upstream app {\n server a;\n}\n', 'nginx'],
    ['totem {\n version: 2\n}\n', 'corosync'],
    ['#!/bin/bash\npcs cluster setup ha lb1 lb2\n', 'pcs'],
    ['#!/bin/sh\ncurl -f localhost\n', 'script'],
    ['<!-- ours -->\n<ossec_config>\n</ossec_config>\n', 'ossec'],
    ['<agent_config os="Linux">\n</agent_config>\n', 'ossec'],
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

  const quoted: [path: string, text: string, kind: string][] = [
    ['check.sh', 'curl -f localhost\n', 'script'],
    ['install.sh', 'cat > haproxy.cfg <<X\nglobal\n  daemon\nX\n', 'script'],
    ['setup', '#!/bin/bash\ncat <<X\nvrrp_instance A {\n}\nX\n', 'script'],
    ['cluster.sh', 'sudo pcs cluster start --all\n', 'pcs'],
    ['check', '#!/usr/bin/env python3\nserver {\n', 'unknown'],
    ['prometheus.yml', 'global:\n  scrape_interval: 15s\n', 'unknown'],
    ['play.yml', '- name: x\n  copy:\n    content: |\nglobal\n  daemon\n', 'unknown'],
    ['stack.yaml', 'services:\n  web:\n', 'compose'],
    ['db.example.org', '$TTL 300\n', 'zone'],
  ];
  for (const [path, text, kind] of quoted) {
    it(`takes ${path} for what it is, not for what it quotes: ${kind}`, () =>
      assert.equal(identifyFile(path, text), kind));
  }
});

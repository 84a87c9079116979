// Plays a foundation for tests of the lab: one HAProxy, the VIP on the first node, an answer to `status`.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';

const dir = process.argv[process.argv.indexOf('--run-dir') + 1];
const config = JSON.parse(readFileSync(`${dir}/release/foundation.json`, 'utf8'));
const here = config.holder;
if (here) spawnSync('ip', ['addr', 'add', config.vip, 'dev', 'eth0']);
let restarts = -1;
let haproxy;
const start = () => {
  restarts += 1;
  haproxy = spawn('haproxy', ['-db', '-f', `${dir}/release/haproxy.cfg`], { stdio: 'ignore' });
  haproxy.once('exit', start);
};
start();

const status = () => ({
  version: 1,
  site: config.site,
  node: config.node,
  pid: process.pid,
  startedAt: new Date().toISOString(),
  state: 'running',
  listeners: [{ name: 'web:edge:10.77.0.100:80', address: '10.77.0.100', port: 80 }],
  guests: {
    haproxy: { state: 'running', pid: haproxy.pid, restarts, reloads: 0, draining: 0, old: [] },
    keepalived: {
      state: 'running',
      pid: 1,
      restarts: 0,
      vips: { edge: { role: here ? 'MASTER' : 'BACKUP', priority: here ? 190 : 130 } },
    },
  },
  vips: { edge: { here, ageMs: 3, healthy: true, weight: here ? 150 : 100 } },
  findings: [],
});

rmSync(`${dir}/control.sock`, { force: true });
createServer((socket) => {
  socket.on('error', () => {});
  socket.once('data', () => socket.end(`${JSON.stringify({ ok: true, status: status() })}\n`));
}).listen(`${dir}/control.sock`);

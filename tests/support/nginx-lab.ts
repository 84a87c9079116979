import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labDown } from '../../src/cli/lab-down.ts';
import { labUp } from '../../src/cli/lab-up.ts';

/** A site of two balancers that nginx alone serves: HTTP, connections and datagrams. */
const NGINX_LAB = `version: 1
name: nginx-lab
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge:
    address: 10.77.0.100/24
    failover: { advertise: 50ms, failback: manual }
services:
  front: { engine: nginx, vip: edge, listen: 80, mode: http, pool: front }
  syslog: { vip: edge, listen: 514, mode: udp, pool: logs }
pools:
  front:
    check: { http: /health, every: 1s, fall: 2, rise: 2 }
    servers: { front1: 10.77.0.31:8080, front2: 10.77.0.32:8080 }
  logs:
    check: { every: 1s, fall: 2, rise: 2 }
    servers: { log1: 10.77.0.41:1514 }
lab:
  servers: { front: http-echo, logs: udp-echo }
`;

/** Brings it up as a lab of this name. @returns what takes it down */
export async function upNginxLab(labName: string): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-nginx-lab-'));
  const down = async () => {
    await labDown({ labName });
    rmSync(dir, { recursive: true, force: true });
  };
  const file = join(dir, 'holdfast.yaml');
  writeFileSync(file, NGINX_LAB);
  try {
    assert.equal(await labUp({ file, labName }), 0);
  } catch (error) {
    await down();
    throw error;
  }
  return down;
}

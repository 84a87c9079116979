import assert from 'node:assert/strict';
import { compileRelease } from '../../src/release/compile-release.ts';
import { comparePlan } from '../../src/release/plan/compare-plan.ts';
import type { InForce, Plan, Wanted } from '../../src/release/plan/plan.ts';
import { readSite } from '../../src/site/read-site.ts';
import type { Site } from '../../src/site/site.ts';

export const PLAN_SPEC = `version: 1
name: web-edge
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge:
    address: 10.77.0.100/24
    failover: { advertise: 50ms, failback: manual }
    vrrp: { routerId: 77 }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web:
    balance: roundrobin
    check: { http: /health }
    servers:
      web1: 10.77.0.21:8080
      web2: { address: 10.77.0.22:8080, weight: 2 }
`;

export function siteOfSpec(text: string, file = 'holdfast.yaml'): Site {
  const { site, problems } = readSite(Buffer.from(text), file);
  assert.ok(site !== undefined, JSON.stringify(problems));
  return site;
}

export function wantedOf(site: Site): Wanted {
  const { release, problems } = compileRelease(site, { kind: 'host', runDir: () => '/run/holdfast' });
  assert.ok(release !== undefined, JSON.stringify(problems));
  return { site, release };
}

/** What is in force once this site was applied. */
export function inForce(site: Site, holders: InForce['holders'] = {}): InForce {
  const { release } = wantedOf(site);
  return { files: release.files, site, holders };
}

/** From one spec to another. */
export function planOf(before: string, after: string, holders: InForce['holders'] = {}): Plan {
  return comparePlan(inForce(siteOfSpec(before, 'old.yaml'), holders), wantedOf(siteOfSpec(after)));
}

/** `runtime | pool web: … | why`, a line a change. */
export function toldBy({ changes }: Plan): string[] {
  return changes.map(({ impact, text, reason }) =>
    [impact, text, ...(reason === undefined ? [] : [reason])].join(' | '),
  );
}

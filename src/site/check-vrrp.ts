import { parseIpInSubnet } from '../base/address.ts';
import { milliseconds } from '../spec/fields.ts';
import type { SpecVip } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import { vipTexts } from './resolve-nodes.ts';

/** What the VRRP version can and cannot do, and router ids that meet. */
export function checkVrrp(vips: readonly (readonly [string, SpecVip])[], findings: Findings): void {
  const owners = new Map<number, string>();
  for (const [name, vip] of vips) {
    const path = `vips/${name}`;
    const { version, password, routerId } = vip.vrrp;
    const advertMs = milliseconds(vip.failover.advertise);
    if (routerId !== undefined) {
      const owner = owners.get(routerId);
      if (owner === undefined) owners.set(routerId, name);
      else {
        const message = `VIP ${name} has router id ${routerId}, and so has VIP ${owner}: they would take each other's adverts for their own.`;
        findings.add(
          'spec/duplicate-router-id',
          `${path}/vrrp/routerId`,
          message,
          'choose another number from 1 to 255.',
        );
      }
    }
    if (password !== undefined && version === 3) {
      const message = 'VRRP version 3 has no password, so this one would protect nothing.';
      findings.add(
        'spec/password-without-v2',
        `${path}/vrrp/password`,
        message,
        'remove it, or say "version: 2".',
      );
    }
    if (version === 3 && advertMs % 10 !== 0) {
      const message = `${vip.failover.advertise} is no multiple of 10ms, in which VRRP version 3 counts.`;
      findings.add('spec/bad-advertise', `${path}/failover/advertise`, message, 'round it to 10ms.');
    }
    if (version === 2 && advertMs % 1000 !== 0) {
      const message = `VRRP version 2 counts whole seconds; ${vip.failover.advertise} is none.`;
      findings.add(
        'spec/bad-advertise',
        `${path}/failover/advertise`,
        message,
        'say "advertise: 1s", or use version 3.',
      );
    }
    if (version === 2 && vipTexts(vip).some((text) => parseIpInSubnet(text)?.family === 6)) {
      const message = 'VRRP version 2 cannot carry IPv6 addresses.';
      findings.add(
        'spec/ipv6-needs-v3',
        `${path}/vrrp/version`,
        message,
        'use version 3, or give the VIP IPv4 addresses alone.',
      );
    }
  }
}

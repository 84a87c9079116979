import { existsSync } from 'node:fs';
import { canonicalAddress } from '../../foundation/own-addresses.ts';
import { runCommand } from '../run-command.ts';
import { dropInOf } from './gentle-stop.ts';
import { observeUnits } from './observe-units.ts';
import type { AdoptedVip, Handover, HostState } from './plan/adopt-facts.ts';

/** How the host stands now. @throws Fault `host/adopt-no-systemd` */
export async function observeState(
  { former, ours }: Handover,
  vips: readonly AdoptedVip[],
): Promise<HostState> {
  const names = [...former.map(({ unit }) => unit), ...ours];
  const known = await observeUnits(names);
  const units = Object.fromEntries(
    names.map((name) => [name, known[name] ?? { active: false, enabled: false }]),
  );
  const places = await placesOfAddresses();
  const wanted = new Set(
    vips.flatMap(({ addresses }) => addresses.map(({ address }) => canonicalAddress(address))),
  );
  const where = places.filter(({ address }) => wanted.has(address)).map((place) => place.interface);
  // The copies of a running foundation are its own business.
  const isOurs = units[ours.at(-2) ?? '']?.active === true;
  return {
    units,
    holds: where.some((name) => name !== 'lo'),
    hasCopy: !isOurs && where.includes('lo'),
    gentle: former.map(({ unit }) => unit).filter((unit) => existsSync(dropInOf(unit))),
  };
}

interface Place {
  readonly interface: string;
  readonly address: string;
}

async function placesOfAddresses(): Promise<Place[]> {
  const { stdout } = await runCommand(['ip', '-j', 'address', 'show']);
  const interfaces = JSON.parse(stdout === '' ? '[]' : stdout) as {
    readonly ifname?: string;
    readonly addr_info?: readonly { readonly local?: string }[];
  }[];
  return interfaces.flatMap(({ ifname = '', addr_info: infos = [] }) =>
    infos.flatMap(({ local }) =>
      local === undefined ? [] : [{ interface: ifname, address: canonicalAddress(local) }],
    ),
  );
}

/** Connections that are open now through the VIPs. */
export async function countSessions(vips: readonly AdoptedVip[]): Promise<number> {
  const places = vips.flatMap(({ addresses }) => addresses.map(({ address }) => `src ${address}`));
  if (places.length === 0) return 0;
  const { stdout } = await runCommand(['ss', '-Htn', 'state', 'established', `( ${places.join(' or ')} )`]);
  return stdout.split('\n').filter((line) => line !== '').length;
}

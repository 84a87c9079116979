import type { Rule } from '../../../base/rule.ts';
import type { ComposeFile, ComposeService } from '../grammar/tree.ts';
import { OR_RENDER } from './rendered.ts';
import { roleOf } from './role.ts';
import { entryOf, isWhole, ownerOf, settingOf, textOf, wordsOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const vipOnBridge: Rule<ComposeSubject> = {
  code: 'compose/vip-on-bridge',
  severity: 'warning',
  title: 'A VIP that only this host can reach',
  why: 'A bridge of the container engine is a LAN inside one host. An address that Keepalived sets there is announced to the other containers of that host and to nobody else, and the node on another host is not heard at all: both hold the VIP.',
  source: 'Docker documentation, bridge and macvlan network drivers; RFC 5798, 5.1.1.2 (TTL 255: one LAN)',
  find: ({ compose }) =>
    compose.services
      .filter((service) => roleOf(service) === 'keepalived' && isOnBridge(compose, service))
      .map((service) => ({
        at: settingOf(service, 'network_mode')?.value.at ?? service.at,
        message: `The VIP of ${service.name} lives on a bridge of the container engine: nobody but this host reaches it, and published ports do not lead to it.`,
        remedy: `give ${(ownerOf(compose, service) ?? service).name} an address on the LAN (a network with "driver: macvlan" or ipvlan and its "parent"), or write "network_mode: host"${OR_RENDER}`,
      })),
};

/** Beyond doubt: all that the file says of its networks is here, and each is a bridge. */
function isOnBridge(compose: ComposeFile, service: ComposeService): boolean {
  const owner = ownerOf(compose, service);
  const holder = owner ?? service;
  if (!isWhole(compose, service) || !isWhole(compose, holder)) return false;
  const mode = textOf(holder, 'network_mode');
  if (mode !== '') return mode === 'bridge';
  const named = wordsOf(settingOf(holder, 'networks')?.value).map(({ text }) => text);
  return (named.length === 0 ? ['default'] : named).every((name) => isBridge(compose, name));
}

function isBridge(compose: ComposeFile, name: string): boolean {
  const network = compose.networks.find(({ key }) => key === name);
  if (network === undefined) return name === 'default';
  const driver = entryOf(network.value, 'driver')?.value;
  const external = entryOf(network.value, 'external');
  return (
    external === undefined && (driver === undefined || (driver.kind === 'scalar' && driver.text === 'bridge'))
  );
}

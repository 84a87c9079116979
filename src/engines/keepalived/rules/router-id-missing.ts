import type { Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const routerIdMissing: Rule<KeepalivedSubject> = {
  code: 'keepalived/router-id-missing',
  severity: 'error',
  title: 'Instance without a router id',
  why: 'Keepalived drops an instance without virtual_router_id: its VIP is held by nobody.',
  source: 'keepalived -t: "the virtual router id must be set"',
  find: ({ keepalived }) =>
    keepalived.instances
      .filter((instance) => instance.routerId === undefined && isKnown(instance, 'virtual_router_id'))
      // An instance that says neither where it is nor what it holds is a part of one, as in a manual.
      .filter(
        ({ interface: of, addresses }) => !keepalived.isPartial && (of !== undefined || addresses.length > 0),
      )
      .map(({ at, name }) => ({
        at,
        message: `${name} has no virtual_router_id: Keepalived does not start it, and nobody holds its VIP.`,
        remedy:
          'write "virtual_router_id N", the same number on every node and one that no other pair on the network has.',
      })),
};

import { type HostFacts, type HostFinding, type HostNeeds, whenSeen } from './host-facts.ts';

/** Interfaces, ports, units and VRRP. */
export function judgeNetwork(facts: HostFacts, needs: HostNeeds | undefined): readonly HostFinding[] {
  const units = whenSeen(facts.activeUnits, (active) => active.map(unitRuns));
  return needs === undefined ? units : [...units, ...judgeNeeds(facts, needs)];
}

function judgeNeeds(facts: HostFacts, needs: HostNeeds): HostFinding[] {
  const { node, interfaces, listeners, routerIds, own } = needs;
  const wanted = listeners.map(({ address, port }) => placeOf(address, port));
  return [
    ...whenSeen(facts.interfaces, (present) =>
      interfaces
        .filter((name) => !present.includes(name))
        .map((name) => ({
          code: 'host/interface-missing',
          severity: 'error',
          message: `The spec gives node ${node} the interface ${name}, and this host has ${present.join(', ')}: Keepalived will not start.`,
          remedy: `name one of them under nodes.${node}.interface`,
        })),
    ),
    ...whenSeen(facts.takenPorts, (taken) =>
      taken.map(({ address, port }) => ({
        code: 'host/port-taken',
        severity: 'error',
        message: `Somebody else listens on ${placeOf(address, port)}, where this site serves.`,
        remedy: `ss -ltnp "sport = :${port}" names the process; stop it, or choose another port in the spec`,
      })),
    ),
    ...whenSeen(facts.socketUnits, (sockets) =>
      Object.entries(sockets)
        .filter(([, places]) => places.length > 0 && !places.some((place) => wanted.includes(place)))
        .map(([unit, places]) => ({
          code: 'host/socket-unit-unused',
          severity: 'warning',
          message: `${unit} holds ${places.join(', ')}, where no service of the spec listens: clients wait there for ever instead of being refused.`,
          remedy: `systemctl disable --now ${unit}`,
        })),
    ),
    ...whenSeen(facts.adverts, (adverts) => {
      const strangers = adverts.filter(
        ({ from, routerId }) => routerIds.includes(routerId) && !own.includes(from),
      );
      const each = new Map(strangers.map((advert) => [`${advert.from} ${advert.routerId}`, advert]));
      return [...each.values()].map(({ from, routerId }) => ({
        code: 'host/foreign-router-id',
        severity: 'error',
        message: `${from}, which is no node of this site, speaks VRRP with router id ${routerId}, too: the two sites disturb each other, and share a MAC address where virtual ones are used.`,
        remedy: `choose another router id: vips.NAME.vrrp.routerId in the spec`,
      }));
    }),
  ];
}

function unitRuns(unit: string): HostFinding {
  return {
    code: 'host/engine-unit-runs',
    severity: 'warning',
    message: `${unit} of the distribution runs beside the engines of Holdfast: it takes ports, addresses or router ids that the site may need, and people look into its files.`,
    remedy: `systemctl disable --now ${unit} (what it does now can be taken over: holdfast adopt)`,
  };
}

function placeOf(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

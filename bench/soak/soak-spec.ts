/** What the soak changes in its spec. */
export interface SoakShape {
  /** Server → weight; web1 and web2 are always there. */
  readonly weights: Readonly<Record<string, number>>;
  /** Milliseconds between two checks; another figure needs a reload. */
  readonly checkMs: number;
}

export const FIRST_SHAPE: SoakShape = { weights: { web1: 1, web2: 1, web3: 1 }, checkMs: 1_000 };

/** The pair of the examples, with the servers and checks of `shape`. `extra` are lines of HAProxy's own. */
export function printSoakSpec({ weights, checkMs }: SoakShape, extra = ''): string {
  const servers = Object.entries(weights).map(
    ([name, weight]) => `      ${name}: { address: 10.77.0.2${name.slice(3)}:8080, weight: ${weight} }`,
  );
  return `version: 1
name: soak
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge: { address: 10.77.0.100/24, failover: { advertise: 50ms, failback: manual } }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web:
    balance: roundrobin
    check: { http: /health, expect: 200, every: ${checkMs}ms, fall: 2, rise: 2 }
    servers:
${servers.join('\n')}
${extra === '' ? '' : `    raw: { haproxy: '${extra}' }\n`}lab:
  servers: { web: http-echo }
  clients: 1
`;
}

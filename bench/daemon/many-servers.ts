const FIRST_PORT = 20_000;
/** As many as a small lab has. */
export const HOSTS = 5;

/** What must be listened on so that all of so many servers answer: host 0 to 4 → its places. */
export function placesOf(host: number, servers: number): readonly string[] {
  const all = Array.from({ length: servers }, (_, index) => index).filter((index) => index % HOSTS === host);
  return all.map(placeOf);
}

function placeOf(index: number): string {
  return `10.77.0.${21 + (index % HOSTS)}:${FIRST_PORT + Math.floor(index / HOSTS)}`;
}

/** The pair of the examples with one pool of so many servers, s1 to s500 for 500. */
export function manyServers(name: string, servers: number, checkMs = 2_000): string {
  const lines = Array.from({ length: servers }, (_, index) => `      s${index + 1}: ${placeOf(index)}`);
  return `version: 1
name: ${name}
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
${lines.join('\n')}
lab:
  servers: { web: http-echo }
  clients: 1
`;
}

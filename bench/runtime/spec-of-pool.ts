/** The spec of a pair with one pool of so many servers, all on the loopback. */
export function specOfPool(servers: number): string {
  const lines = Array.from(
    { length: servers },
    (_, index) => `      s${index + 1}: 127.0.0.1:${FIRST_PORT + index}`,
  );
  return `version: 1
name: bench
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge: { address: 10.77.0.100/24 }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
pools:
  web:
    check: { http: /health, expect: 200, every: 2s, fall: 3, rise: 2 }
    servers:
${lines.join('\n')}
`;
}

export const FIRST_PORT = 20_000;

/** A spec for a model; each value that is given makes it another one. */
export function modelSpec({
  nodes,
  port = 80,
  routerId,
  vip = '10.77.0.100',
  second = false,
}: {
  readonly nodes: readonly string[];
  readonly port?: number;
  readonly routerId?: number;
  readonly vip?: string;
  /** A second VIP, which the second node is preferred for. */
  readonly second?: boolean;
}): string {
  return [
    'version: 1',
    'name: model',
    'nodes:',
    ...nodes.map((name) => `  ${name}: { address: 10.77.0.1${name.slice(2)}, interface: eth0 }`),
    'vips:',
    `  edge: { address: ${vip}/24${routerId === undefined ? '' : `, vrrp: { routerId: ${routerId} }`} }`,
    ...(second
      ? [
          `  inner: { address: 10.77.0.101/24${routerId === undefined ? '' : `, vrrp: { routerId: ${routerId + 1} }`} }`,
        ]
      : []),
    'services:',
    `  web: { vip: ${second ? '[edge, inner]' : 'edge'}, listen: ${port}, mode: http, pool: web }`,
    'pools:',
    '  web:',
    '    servers: { web1: "10.77.0.21:8080" }',
    '',
  ].join('\n');
}

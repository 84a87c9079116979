import * as z from 'zod';
import { isHostName, parseIp } from '../base/address.ts';
import { fields, name, network, port, text } from './fields.ts';
import { rebalance } from './rebalance.ts';

/** Address or host name of a machine, without a port: the services have theirs. */
export const hostAddress = text(
  'spec/bad-address',
  (value) => parseIp(value) !== undefined || isHostName(value),
  'an address or a host name',
  'write 10.0.0.21, fd00::21 or manager1.example.org, without a port; ports stand at the services.',
);

/** `false`, `true` (with the defaults), or an object. */
export function switched<Schema extends z.ZodType>(schema: Schema) {
  return z.union([z.boolean(), schema]);
}

const common = (usual: number) => ({
  port: port.default(usual).meta({ description: `Port on the VIPs. Default: ${usual}.` }),
  serverPort: port.default(usual).meta({ description: `Port of the servers. Default: ${usual}.` }),
  allow: z.array(network).default([]).meta({ description: 'Clients that may connect. Default: all.' }),
  deny: z
    .array(network)
    .default([])
    .meta({ description: 'Clients that may not connect, judged before `allow`. Default: none.' }),
});

export function managersService(usual: number) {
  return fields(common(usual));
}

export const eventsService = fields({
  ...common(1514),
  rebalance: rebalance.default(true).meta({
    description: "How agents are kept evenly spread, as a pool's `rebalance`. Default: true.",
  }),
});

export const dashboardService = fields({
  ...common(443),
  servers: z
    .record(name, hostAddress)
    .meta({ description: 'Name → address of the hosts that the dashboard runs on.' }),
});

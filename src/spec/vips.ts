import * as z from 'zod';
import { addressInSubnet, duration, eitherOr, fields, interfaceName, name, wholeNumber } from './fields.ts';
import { rawOfVip } from './raw.ts';
import { secret } from './secret.ts';

const failover = fields({
  advertise: duration(10, 40_000).default('200ms').meta({
    description:
      'How often the holder says that it lives; the others take over after about three times that. Shorter is quicker, but a node that is paused longer (a snapshot, a live migration) loses the VIP. Default: 200ms.',
  }),
  failback: z.enum(['manual', 'automatic']).default('manual').meta({
    description:
      'manual: the holder keeps the VIP when a preferred node returns. automatic: the preferred node takes it back. Default: manual.',
  }),
  delay: duration().default('10s').meta({
    description:
      'How long a node must be healthy before an automatic fail-back gives it the VIP again. Default: 10s.',
  }),
  freeze: duration(100, 60_000).optional().meta({
    description:
      'How long HAProxy may stay silent before a second one is started beside it; the shortest of all VIPs counts. Default: 500ms in the lab, 3s elsewhere.',
  }),
});

const vrrp = fields({
  version: z
    .union([z.literal(2), z.literal(3)])
    .default(3)
    .meta({
      description:
        'VRRP version. 2 only for peers that know nothing else: whole seconds, IPv4 alone. Default: 3.',
    }),
  password: secret.optional().meta({
    description: 'Shared with VRRPv2 peers, at most 8 characters; version 3 has none. Default: none.',
  }),
  routerId: wholeNumber(1, 255)
    .optional()
    .meta({ description: 'Virtual router id. Default: derived from the names of the site and the VIP.' }),
  priorities: z.record(name, wholeNumber(2, 253)).optional().meta({
    description:
      'The priority of each healthy node as its peers see it: { lb1: 110, lb2: 100 }. Default: assigned in order of preference.',
  }),
});

/** A virtual address (or several that move together). */
export const vip = fields({
  address: addressInSubnet
    .optional()
    .meta({ description: 'The virtual address with the prefix of its network: 10.0.0.100/24.' }),
  addresses: z.array(addressInSubnet).min(1).optional().meta({
    description: 'Several addresses, IPv4 and IPv6, that always move together; instead of `address`.',
  }),
  interface: interfaceName.optional().meta({
    description:
      "The interface of every node that carries it. Default: the node's first one in the VIP's subnet.",
  }),
  prefer: z
    .union([name, z.array(name).min(1)])
    .optional()
    .meta({
      description:
        'The node (or nodes, best first) that shall hold it. Default: the VIPs are shared out over the nodes in the order of the spec.',
    }),
  track: z.array(interfaceName).default([]).meta({
    description:
      "More interfaces without whose link a node may not hold it. Default: none but the VIP's own.",
  }),
  failover: failover.prefault({}).meta({ description: 'How quickly and by which rule the VIP moves.' }),
  vrrp: vrrp
    .prefault({})
    .meta({ description: 'What VRRP peers that are not ours need. Default: nothing need be said.' }),
  raw: rawOfVip.prefault({}).meta({ description: "The engines' own lines for this VIP." }),
}).superRefine((value, context) => {
  const message = eitherOr(value, 'address', 'addresses');
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

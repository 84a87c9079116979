import * as z from 'zod';
import { addressMaybeInSubnet, fields, interfaceName, say } from './fields.ts';

const addressList = z.array(addressMaybeInSubnet).min(1);

/** A load-balancer host. */
export const node = fields({
  address: addressMaybeInSubnet
    .optional()
    .meta({ description: "The node's own address on `interface`; without a prefix the VIP's is used." }),
  addresses: addressList
    .optional()
    .meta({ description: "The node's own addresses on `interface`, IPv4 and IPv6; instead of `address`." }),
  interface: interfaceName
    .optional()
    .meta({ description: 'The interface that carries the addresses, for example eth0.' }),
  interfaces: z.record(interfaceName, addressList).optional().meta({
    description:
      'Several interfaces, each with its addresses: { eth0: [10.0.0.11/24], eth1: [10.1.0.11/24] }; instead of `interface` and `address`. The first one carries VRRP unless a VIP names another.',
  }),
}).superRefine((value, context) => {
  const fail = (message: string) => context.addIssue({ code: 'custom', message });
  const simple = (['address', 'addresses', 'interface'] as const).filter((key) => value[key] !== undefined);
  if (value.interfaces !== undefined) {
    if (simple.length > 0) {
      fail(
        say(
          'spec/choose-one',
          `"interfaces" and "${simple[0]}" are both given.`,
          'keep "interfaces" alone, with the addresses in it.',
        ),
      );
    } else if (Object.keys(value.interfaces).length === 0) {
      fail(say('spec/missing-key', 'The node has no interface.', 'add an interface with its addresses.'));
    }
    return;
  }
  if (value.interface === undefined) {
    fail(
      say(
        'spec/missing-key',
        'The key "interface" is missing.',
        'add "interface: eth0" with the name of the interface that carries the address.',
      ),
    );
  }
  if (value.address === undefined && value.addresses === undefined) {
    fail(
      say(
        'spec/missing-key',
        'The key "address" is missing.',
        'add "address:" with the node\'s own address.',
      ),
    );
  } else if (value.address !== undefined && value.addresses !== undefined) {
    fail(say('spec/choose-one', '"address" and "addresses" are both given.', 'keep one of them.'));
  }
});

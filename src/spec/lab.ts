import * as z from 'zod';
import { fields, name, wholeNumber } from './fields.ts';

/** Only the lab reads this. */
export const lab = fields({
  servers: z
    .record(name, z.enum(['http-echo', 'tcp-echo', 'udp-echo']))
    .default({})
    .meta({ description: 'Pool → the program that plays its servers. Default: nobody plays.' }),
  managers: wholeNumber(1, 32).optional().meta({
    description:
      'Simulated Wazuh managers: those of `wazuh.managers` in their order, then more that are to be discovered. Default: none.',
  }),
  agents: wholeNumber(1, 20_000)
    .optional()
    .meta({ description: 'Simulated Wazuh agents; they need managers. Default: none.' }),
  clients: wholeNumber(1, 16)
    .default(1)
    .meta({ description: 'How many clients there are: client, client2… Default: 1.' }),
});

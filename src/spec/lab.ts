import { z } from 'zod';
import { fields, name, wholeNumber } from './fields.ts';

/** Only the lab reads this. */
export const lab = fields({
  servers: z
    .record(name, z.enum(['http-echo', 'tcp-echo']))
    .default({})
    .meta({ description: 'Pool → the program that plays its servers. Default: nobody plays.' }),
  clients: wholeNumber(1, 16)
    .default(1)
    .meta({ description: 'How many clients there are: client, client2… Default: 1.' }),
});

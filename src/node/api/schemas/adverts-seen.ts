import * as z from 'zod';
import { named } from './named.ts';

export const advertsSeen = named(
  'AdvertsSeen',
  'What Keepalived on this node tells of VRRP adverts. Moments are milliseconds since 1970 by the clock of the node.',
  z.object({
    atMs: z.number(),
    instances: z.array(
      z.object({
        vip: z.string(),
        instance: z.string().describe('One a VIP and address family.'),
        role: z.enum(['MASTER', 'BACKUP', 'FAULT', 'unknown']),
        priority: z.number().optional().describe('Of this node, as Keepalived counts it.'),
        master: z
          .object({ address: z.string(), priority: z.number() })
          .optional()
          .describe('Whose adverts it takes; missing = it is the master, or has heard none yet.'),
        advertAtMs: z
          .number()
          .optional()
          .describe('When it heard the last advert of the master, or as master sent its own.'),
        transitionAtMs: z.number().optional().describe('When its role changed last.'),
      }),
    ),
    why: z.string().optional().describe('Why nothing is known.'),
  }),
);

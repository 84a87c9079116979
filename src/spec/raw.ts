import * as z from 'zod';
import { fields } from './fields.ts';

const lines = (description: string) => z.string().optional().meta({ description });

const haproxy =
  'Lines for haproxy.cfg, byte for byte, at the end of what is generated for this place. Default: none.';
const nginx =
  'Lines for nginx.conf, byte for byte, at the end of what is generated for this place; used by nginx alone. Default: none.';
const keepalived =
  'Lines for keepalived.conf, byte for byte, at the end of what is generated for this place. Default: none.';

export const rawOfSite = fields({
  haproxy: lines(
    `${haproxy.replace('this place', 'the global section')} Sections that others refer to (userlist, cache, resolvers, mailers, http-errors, ring, fcgi-app) may follow.`,
  ),
  nginx: lines(nginx.replace('this place', 'the main context')),
  keepalived: lines(keepalived.replace('this place', 'all VIPs, outside any block')),
});

export const rawOfProxy = fields({ haproxy: lines(haproxy), nginx: lines(nginx) });

export const rawOfVip = fields({ keepalived: lines(keepalived.replace('this place', 'the VRRP instance')) });

export const rawOfServer = fields({
  haproxy: z.string().optional().meta({
    description: "Words for haproxy.cfg, byte for byte, at the end of this server's line. Default: none.",
  }),
});

import * as z from 'zod';
import { fields, name } from './fields.ts';
import { lab } from './lab.ts';
import { node } from './nodes.ts';
import { notify } from './notify.ts';
import { pool } from './pools.ts';
import { rawOfSite } from './raw.ts';
import { service } from './services.ts';
import { api, errorPages, log, stats } from './site-wide.ts';
import { vip } from './vips.ts';
import { wazuh } from './wazuh.ts';

/** The user's file. What is optional has its default beside it; durations and addresses stay as written. */
export const specSchema = fields({
  version: z.literal(1).meta({ description: 'Version of this format; 1.' }),
  name: name.meta({ description: "The site's name; two sites on one network need two names." }),
  nodes: z.record(name, node).meta({ description: 'Load-balancer hosts, the preferred one first.' }),
  vips: z.record(name, vip).meta({ description: 'Virtual addresses that move between the nodes.' }),
  services: z
    .record(name, service)
    .default({})
    .meta({ description: 'What listens on the VIPs; may be missing beside `wazuh`.' }),
  pools: z
    .record(name, pool)
    .default({})
    .meta({ description: 'The servers behind the services; may be missing beside `wazuh`.' }),
  wazuh: wazuh.optional().meta({
    description: 'A Wazuh cluster behind the site: its services and pools are made from this. Default: none.',
  }),
  stats: stats.optional().meta({ description: "HAProxy's statistics page. Default: closed." }),
  api: api.prefault({}).meta({ description: 'Where the node daemons are reached.' }),
  notify: notify
    .default({})
    .meta({ description: 'Channels by which people are told what happens; each has a name. Default: none.' }),
  log: log.optional().meta({
    description: 'Where HAProxy logs connections: an address, or { address, facility }. Default: nowhere.',
  }),
  errorPages: errorPages.prefault({}).meta({
    description:
      "HTTP status → file with the answer, for example { 503: /etc/holdfast/503.http }. Default: the engine's own.",
  }),
  raw: rawOfSite.prefault({}).meta({ description: "The engines' own lines for the whole site." }),
  lab: lab
    .prefault({})
    .meta({ description: 'Who plays the servers and the clients in the lab; nothing else reads it.' }),
});

export type Spec = z.infer<typeof specSchema>;
export type SpecNode = Spec['nodes'][string];
export type SpecVip = Spec['vips'][string];
export type SpecService = Spec['services'][string];
export type SpecPool = Spec['pools'][string];
export type SpecWazuh = NonNullable<Spec['wazuh']>;
export type SpecServer = SpecPool['servers'][string];

/** JSON Schema, draft 2020-12, of the file as a person writes it; keys that begin with `x-` are free. */
export function specJsonSchema(): object {
  const schema = z.toJSONSchema(specSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.additionalProperties === false) jsonSchema.patternProperties = { '^x-': {} };
      // The default of an object stands at its fields already.
      if (JSON.stringify(jsonSchema.default) === '{}') delete jsonSchema.default;
    },
  });
  return { title: 'Holdfast spec', ...schema };
}

import * as z from 'zod';
import { duration, fields, name, say, text, wholeNumber } from './fields.ts';
import { wazuhApi } from './wazuh-api.ts';
import { dashboardService, eventsService, hostAddress, managersService, switched } from './wazuh-services.ts';

/** Of one HAProxy this needs 15,700 file descriptors, of the 20,000 that a process may open on many machines. */
const AGENTS = 5_000;

const nameOrGlob = text(
  'spec/bad-glob',
  (value) => /^[A-Za-z0-9_.*?-]{1,128}$/.test(value),
  'the name of a manager, or a glob',
  'write the exact name, or one with "*" (any characters) and "?" (one): worker10, edge-*.',
);

/** The dashboard runs on hosts of its own, which nothing but the spec can name. */
const noTrue = z.literal(false, {
  error: ({ input }) =>
    input === true
      ? say(
          'spec/missing-key',
          'It is not said which hosts the dashboard runs on.',
          'write "dashboard: { servers: { NAME: ADDRESS } }".',
        )
      : undefined,
});

/** A Wazuh cluster behind the site: makes the services and pools `wazuh-events`, `wazuh-enrollment`, `wazuh-api`, `wazuh-dashboard`. */
export const wazuh = fields({
  profile: z
    .literal(4)
    .default(4)
    .meta({ description: 'The major version of Wazuh whose ports and protocol are used. Default: 4.' }),
  managers: z.record(name, hostAddress).default({}).meta({
    description:
      'Name → address of managers; the first is the master. They are never removed by discovery. Default: none, all are discovered.',
  }),
  api: wazuhApi.default(true).meta({
    description:
      'How the REST API is asked, and whether the VIPs have it. true and false are about the VIPs alone. Default: true.',
  }),
  discover: z.boolean().default(false).meta({
    description:
      'Managers that the API tells of come and go by themselves, without a reload. Default: false.',
  }),
  exclude: z.array(nameOrGlob).default([]).meta({
    description: 'Exact names or globs of managers that never get agents. Default: none.',
  }),
  addresses: z.record(name, hostAddress).default({}).meta({
    description:
      'Manager → address that the nodes reach it by, where it is not the one that the cluster tells. Default: none.',
  }),
  weights: z.record(name, wholeNumber(0, 256)).default({}).meta({
    description:
      'Manager → its share of the agents, where it is not the usual 100: 50 is half as many as others get, 0 none. Default: none.',
  }),
  removeAfter: duration().default('4h').meta({
    description:
      'A discovered manager that neither the cluster nor the checks have seen for so long is removed. Default: 4h.',
  }),
  agents: wholeNumber(1, 500_000)
    .default(AGENTS)
    .meta({
      description: `Agents that are expected; limits are made for a quarter more. Default: ${AGENTS}.`,
    }),
  vips: z
    .array(name)
    .min(1)
    .optional()
    .meta({ description: 'VIPs that the services listen on. Default: all.' }),
  events: switched(eventsService).default(true).meta({
    description:
      "Agents' events, port 1514: least connections, checked in the agents' protocol. Default: true.",
  }),
  enrollment: switched(managersService(1515)).default(true).meta({
    description: 'New agents, port 1515: the master, and the others when it is down. Default: true.',
  }),
  dashboard: z.union([noTrue, dashboardService]).default(false).meta({
    description: 'The dashboard, port 443, with the hosts that it runs on under `servers`. Default: false.',
  }),
});

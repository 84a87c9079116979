import * as z from 'zod';
import { parseHostAndPort } from '../base/address.ts';
import { check } from './check.ts';
import { duration, fields, hostName, httpToken, name, port, say, text, wholeNumber } from './fields.ts';
import { rawOfProxy, rawOfServer } from './raw.ts';
import { rebalance } from './rebalance.ts';

const BALANCE = ['roundrobin', 'static-rr', 'leastconn', 'source', 'uri', 'random', 'rdp-cookie'] as const;
const BALANCE_PATTERN = `^(${BALANCE.join('|')}|(url_param|hdr) [A-Za-z0-9_.\\-]+)$`;

const balance = text(
  'spec/bad-balance',
  (value) => new RegExp(BALANCE_PATTERN).test(value),
  'a way to balance',
  `choose ${BALANCE.join(', ')}, "url_param NAME" or "hdr NAME".`,
  BALANCE_PATTERN,
);

const hostAndPort = text(
  'spec/bad-address',
  (value) => parseHostAndPort(value) !== undefined,
  'an address and a port',
  'write 10.0.0.21:8080, [fd00::21]:8080 or app.example.org:8080.',
);

const server = fields({
  address: hostAndPort.meta({
    description: 'Address or host name, and port. A name is resolved at run time.',
  }),
  weight: wholeNumber(0, 256)
    .default(1)
    .meta({ description: 'Share of new sessions; 0 = none. Default: 1.' }),
  backup: z
    .boolean()
    .default(false)
    .meta({ description: 'Serves only when no other server is up. Default: false.' }),
  maxConnections: wholeNumber(1, 1_000_000).optional().meta({
    description:
      'Sessions at once; more wait in a queue (HAProxy), or go to another server and are refused where there is none (nginx). Default: no limit.',
  }),
  checkPort: port.optional().meta({ description: "Port of the check. Default: the server's own." }),
  raw: rawOfServer.prefault({}).meta({ description: "The engine's own words for this server." }),
});

const sticky = fields({
  cookie: httpToken
    .optional()
    .meta({ description: 'By a cookie of this name that the balancer sets (http mode).' }),
  source: z
    .literal(true)
    .optional()
    .meta({ description: "By the client's address, in a table that the nodes share." }),
  expire: duration(1_000)
    .default('30m')
    .meta({ description: 'An unused entry of the table is forgotten after. Default: 30m.' }),
  entries: wholeNumber(1, 10_000_000)
    .default(100_000)
    .meta({ description: 'Size of the table, about 100 bytes each. Default: 100000.' }),
}).superRefine((value, context) => {
  const given = [value.cookie, value.source].filter((way) => way !== undefined).length;
  if (given === 1) return;
  const message =
    given === 0
      ? say(
          'spec/missing-key',
          'Neither "cookie" nor "source" is given.',
          'add "cookie: NAME" or "source: true".',
        )
      : say('spec/choose-one', '"cookie" and "source" are both given.', 'keep one of them.');
  context.addIssue({ code: 'custom', message });
});

const caFile = text(
  'spec/bad-path',
  (value) => value === '@system-ca' || /^\/[^\s"'\\]*$/u.test(value),
  'an absolute path or @system-ca',
  "write the whole path on the node, or @system-ca for the distribution's store.",
);

const tls = fields({
  verify: z.boolean().default(true).meta({ description: "Checks the server's certificate. Default: true." }),
  ca: caFile.default('@system-ca').meta({
    description:
      "File on the nodes with the CAs that are trusted. Default: @system-ca, the distribution's store.",
  }),
  name: hostName.optional().meta({
    description: 'Name for SNI that the certificate must carry. Default: none is sent, any name is accepted.',
  }),
});

const timeouts = fields({
  connect: duration(1)
    .optional()
    .meta({ description: 'How long connecting to a server may take. Default: 5s.' }),
  server: duration(1)
    .optional()
    .meta({ description: 'How long a server may be silent. Default: 30s in http mode, 1h in tcp mode.' }),
  queue: duration(1)
    .optional()
    .meta({ description: 'How long a session may wait for a free server. Default: 5s.' }),
  tunnel: duration(1)
    .optional()
    .meta({ description: 'How long an upgraded (WebSocket) or tcp session may be silent. Default: 1h.' }),
});

/** The servers behind a service. */
export const pool = fields({
  balance: balance
    .default('roundrobin')
    .meta({ description: 'How a server is chosen for a session. Default: roundrobin.' }),
  check: check.prefault({}).meta({
    description:
      'How a server shows that it lives; `false` switches it off. Default: a tcp connection every 2s, fall 3, rise 2.',
  }),
  sticky: sticky.optional().meta({ description: 'A client returns to its server. Default: no.' }),
  tls: z
    .union([z.literal(true), tls])
    .optional()
    .meta({ description: 'Speaks TLS to the servers; `true` = with the defaults. Default: no.' }),
  proxyProtocol: z
    .union([z.literal(1), z.literal(2)])
    .optional()
    .meta({
      description: "Tells servers the client's address by the PROXY protocol of this version. Default: no.",
    }),
  retries: wholeNumber(0, 100).default(3).meta({ description: 'Further attempts to connect. Default: 3.' }),
  redispatch: z
    .boolean()
    .default(true)
    .meta({ description: 'Tries another server when one does not answer. Default: true.' }),
  slowStart: duration()
    .default('0s')
    .meta({ description: 'Time in which a returning server gets its full share. Default: 0s, at once.' }),
  onDown: z.enum(['keep', 'close', 'close-if-others-up']).default('keep').meta({
    description:
      'What happens to the sessions of a server that its checks call down. close-if-others-up: they are closed unless all servers are down at once, which is rather a fault on this side. Default: keep; a false alarm then cuts nothing.',
  }),
  rebalance: rebalance.default(false).meta({
    description:
      'Long-lived sessions are kept evenly spread (mode tcp, balance leastconn); true = with the defaults. Default: false.',
  }),
  timeouts: timeouts.prefault({}).meta({ description: 'How long a server may be slow or silent.' }),
  servers: z
    .record(name, z.union([hostAndPort, server]))
    .meta({ description: 'Name → "address:port", or an object with address and more.' }),
  raw: rawOfProxy.prefault({}).meta({ description: "The engines' own lines for this pool." }),
});

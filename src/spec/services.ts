import * as z from 'zod';
import {
  duration,
  eitherOr,
  fields,
  filePath,
  hostName,
  name,
  network,
  port,
  text,
  urlPath,
  wholeNumber,
} from './fields.ts';
import { rawOfProxy } from './raw.ts';

const YEARS_10_MS = 3_650 * 86_400_000;

const ciphers = text(
  'spec/bad-text',
  (value) => /^[A-Za-z0-9_+:!@=,.-]{1,1000}$/.test(value),
  'a list of ciphers',
  'write OpenSSL names joined with ":".',
);

const tls = fields({
  certificate: filePath
    .optional()
    .meta({ description: 'File on the nodes with the certificate, its chain and its key in one PEM.' }),
  certificates: z.array(filePath).min(1).optional().meta({
    description: 'Several such files, chosen by SNI, the first is the default; instead of `certificate`.',
  }),
  minimum: z
    .enum(['TLSv1.2', 'TLSv1.3'])
    .default('TLSv1.2')
    .meta({ description: 'The oldest version spoken. Default: TLSv1.2.' }),
  ciphers: ciphers
    .optional()
    .meta({ description: "OpenSSL cipher list for TLSv1.2. Default: the engine's." }),
  redirectFrom: port
    .optional()
    .meta({ description: 'A plain-HTTP port that answers 301 to https (http mode). Default: none.' }),
}).superRefine((value, context) => {
  const message = eitherOr(value, 'certificate', 'certificates');
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const route = fields({
  host: z
    .union([hostName, z.array(hostName).min(1)])
    .optional()
    .meta({ description: 'Host name or names, in any case. Default: any.' }),
  path: urlPath.optional().meta({ description: 'Path prefix such as /api. Default: any.' }),
  pool: name.meta({ description: 'The pool that answers.' }),
});

const timeouts = fields({
  client: duration(1)
    .optional()
    .meta({ description: 'How long a client may be silent. Default: 30s in http mode, 1h in tcp mode.' }),
  httpRequest: duration(1).optional().meta({
    description: 'How long a client may take to send the head of a request (http mode). Default: 10s.',
  }),
  keepAlive: duration(1).optional().meta({
    description: 'How long an idle connection is kept for the next request (http mode). Default: 10s.',
  }),
});

/** Something that listens on a VIP and forwards to a pool. */
export const service = fields({
  vip: name.optional().meta({ description: 'The VIP that it listens on.' }),
  vips: z.array(name).min(1).optional().meta({ description: 'Several VIPs; instead of `vip`.' }),
  listen: z.union([port, z.array(port).min(1)]).meta({ description: 'Port or list of ports.' }),
  engine: z
    .enum(['haproxy', 'nginx'])
    .optional()
    .meta({ description: 'What listens. Default: haproxy; nginx in udp mode, which HAProxy does not have.' }),
  mode: z.enum(['tcp', 'http', 'udp']).default('tcp').meta({
    description: 'tcp forwards bytes, http understands requests, udp forwards datagrams. Default: tcp.',
  }),
  pool: name.optional().meta({
    description: 'The pool that answers what no route takes. May be missing only when there are routes.',
  }),
  tls: tls.optional().meta({ description: 'Ends TLS here. Default: bytes are passed on as they come.' }),
  routes: z.array(route).default([]).meta({
    description: 'By host and path to other pools (http mode); the first that fits counts. Default: none.',
  }),
  health: urlPath.optional().meta({
    description:
      'A path that the balancer itself answers with 200, for those who ask whether it lives (http mode). Default: none.',
  }),
  forwardedFor: z.boolean().optional().meta({
    description: 'Adds X-Forwarded-For and X-Forwarded-Proto (http mode). Default: true in http mode.',
  }),
  acceptProxy: fields({
    from: z
      .array(network)
      .min(1)
      .meta({ description: 'Addresses or networks of peers that speak the PROXY protocol to us.' }),
  })
    .optional()
    .meta({
      description:
        'Expects the PROXY protocol from some peers; nginx expects it from everybody, and believes these. Default: from nobody.',
    }),
  allow: z.array(network).default([]).meta({ description: 'Clients that may connect. Default: all.' }),
  deny: z
    .array(network)
    .default([])
    .meta({ description: 'Clients that may not connect, judged before `allow`. Default: none.' }),
  rateLimit: fields({
    requests: wholeNumber(1, 1_000_000).meta({
      description: 'Requests (tcp mode: connections) of one client address.',
    }),
    per: duration(1_000, 86_400_000).default('1s').meta({ description: 'In this time. Default: 1s.' }),
  })
    .optional()
    .meta({ description: 'Refuses clients that ask more often. Default: no limit.' }),
  http2: z
    .boolean()
    .optional()
    .meta({ description: 'Offers HTTP/2 (http mode with tls). Default: true with tls in http mode.' }),
  hsts: duration(1_000, YEARS_10_MS).optional().meta({
    description:
      'Strict-Transport-Security max-age, for example 365d (http mode with tls). Default: not sent.',
  }),
  timeouts: timeouts.prefault({}).meta({ description: 'How long a client may be slow or silent.' }),
  maxConnections: wholeNumber(1, 1_000_000).default(4000).meta({
    description:
      'Connections served at once; more wait in the kernel. Two file descriptors each. For nginx the sum of its services says how many each of its workers takes, and no single service is limited. Default: 4000.',
  }),
  raw: rawOfProxy.prefault({}).meta({ description: "The engines' own lines for this service." }),
}).superRefine((value, context) => {
  const message = eitherOr(value, 'vip', 'vips');
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

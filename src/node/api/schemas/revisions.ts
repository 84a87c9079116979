import * as z from 'zod';
import { named } from './named.ts';
import { moment } from './shared.ts';

export const revision = named(
  'Revision',
  'An accepted spec, without its texts.',
  z.object({
    number: z.number(),
    site: z.string(),
    release: z.string(),
    who: z.string(),
    at: moment,
    note: z.string(),
    routerIds: z.record(z.string(), z.number()),
  }),
);

export const history = named(
  'History',
  'The accepted revisions, newest first.',
  z.object({ etag: z.string(), revisions: z.array(revision) }),
);

/** JSON has no undefined in a list: lines that nothing in the spec asked for have null. */
const releaseFile = z.object({
  node: z.string(),
  path: z.enum(['foundation.json', 'haproxy.cfg', 'keepalived.conf', 'nginx.conf']),
  mode: z.union([z.literal(0o600), z.literal(0o644)]),
  text: z.string(),
  origins: z.array(z.string().nullable()),
  secrets: z.array(z.union([z.object({ env: z.string() }), z.object({ file: z.string() })])),
});

export const wholeRevision = named(
  'WholeRevision',
  'A revision with its spec and the files of its release; secrets are references.',
  revision.extend({ spec: z.string(), files: z.array(releaseFile) }),
);

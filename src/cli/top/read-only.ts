import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readIdentity } from '../../node/pki/identity.ts';
import { may } from '../../node/pki/rights.ts';
import { tlsPathsIn } from '../../node/pki/tls-options.ts';
import type { SiteOptions } from '../site-doors.ts';

/** Why nothing may be changed through a site's doors; undefined = it may. Over a unix socket everybody may who reaches it. */
export function readOnlyBecause({ connect, pki }: SiteOptions): string | undefined {
  if (connect === undefined) return undefined;
  const dir = pki ?? process.env['HOLDFAST_PKI'];
  if (dir === undefined) return undefined;
  const identity = readIdentity(new X509Certificate(readFileSync(tlsPathsIn(dir).certificate)));
  if (identity === undefined || may(identity.role, 'change')) return undefined;
  return `${identity.name} is a ${identity.role} and may look only: holdfast pki issue operator NAME.`;
}

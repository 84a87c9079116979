import type { IncomingMessage } from 'node:http';
import { foreignPage } from './api-faults.ts';

/**
 * A browser shows its user's certificate also for a page of somebody else: what such a page asks is refused. Programs
 * send none of these headers.
 * @throws Fault `node/foreign-page`
 */
export function refuseForeignPage({ headers }: IncomingMessage): void {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    throw foreignPage(origin ?? String(site));
  if (origin !== undefined && origin !== `https://${host}` && origin !== `http://${host}`)
    throw foreignPage(origin);
}

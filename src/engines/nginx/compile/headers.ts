import type { Service, Site } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { type Entry, entry } from '../grammar/tree.ts';
import { CONNECTION, UPGRADE } from './upgrade-variables.ts';

/** Said anew by us, or taken away: a client cannot choose what a server believes. */
const FORWARDED = [
  ['X-Real-IP', '$remote_addr'],
  ['X-Forwarded-For', '$remote_addr'],
  ['X-Forwarded-Proto', '$scheme'],
  ['X-Forwarded-Host', '$http_host'],
  ['X-Forwarded-Port', '$server_port'],
  ['X-Forwarded-Server', ''],
  ['X-Forwarded-Prefix', ''],
  ['Forwarded', ''],
] as const;

/** What the server reads beside the client's own headers, and what the client reads beside the server's. */
export function headers(site: Site, service: Service): Entry[] {
  const path = `services/${service.name}`;
  const forwarded = originOf(site, `${path}/forwardedFor`);
  return [
    entry(undefined, 'proxy_set_header Host', '$http_host'),
    entry(undefined, 'proxy_set_header Connection', CONNECTION),
    entry(undefined, 'proxy_set_header Upgrade', UPGRADE),
    ...(service.forwardedFor
      ? FORWARDED.map(([name, value]) => entry(forwarded, 'proxy_set_header', name, value))
      : []),
    ...(service.hstsSeconds === undefined
      ? []
      : [
          entry(
            originOf(site, `${path}/hsts`),
            'add_header Strict-Transport-Security',
            `max-age=${service.hstsSeconds}`,
            'always',
          ),
        ]),
  ];
}

import { parseIp } from '../../../base/address.ts';
import type { BindAddress } from './meaning.ts';

/** What `str2sa_range()` takes before an address (configuration manual, 11.1 "Address formats"). */
const PREFIX = /^((?:stream|dgram)\+)?([a-z0-9]+)@/;

const FAMILIES: Readonly<Record<string, 4 | 6>> = {
  ipv4: 4,
  ipv6: 6,
  tcp4: 4,
  tcp6: 6,
  udp4: 4,
  udp6: 6,
  quic4: 4,
  quic6: 6,
  mptcp4: 4,
  mptcp6: 6,
};
const OTHER = new Set(['abns', 'abnsz', 'sockpair', 'rev', 'rhttp', 'abnsv2']);
const ANY: Readonly<Record<4 | 6, string>> = { 4: '0.0.0.0', 6: '::' };

/** One address of a `bind` or `server` line, as HAProxy takes it apart. */
export function parseHaproxyAddress(text: string): BindAddress {
  const match = PREFIX.exec(text);
  const [whole = '', flow = '', scheme = ''] = match ?? [];
  const rest = text.slice(whole.length);
  const transport = flow === 'dgram+' || /^(?:udp|quic|uxdg)/.test(scheme) ? 'udp' : 'tcp';
  const of = (kind: BindAddress['kind'], address: string): BindAddress => ({
    kind,
    family: undefined,
    address,
    ports: undefined,
    transport,
  });
  if (scheme === 'fd') return rest.includes('$') ? of('variable', text) : of('fd', rest);
  if (OTHER.has(scheme)) return of('other', text);
  const isUnix =
    scheme.startsWith('ux') || scheme === 'unix' || (FAMILIES[scheme] === undefined && rest.startsWith('/'));
  if (isUnix) return rest.includes('$') ? of('variable', text) : of('unix', rest);
  const { host, port } = splitPort(rest);
  const ports = parsePorts(port);
  const base = { ports, transport, family: FAMILIES[scheme] } as const;
  if (host.includes('$')) return { ...base, kind: 'variable', address: host };
  if (host === '' || host === '*') {
    const family = base.family ?? 4;
    return { ...base, kind: 'any', family, address: ANY[family] };
  }
  const ip = parseIp(host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host);
  if (ip === undefined) return { ...base, kind: 'name', address: host };
  return {
    ...base,
    kind: ip.address === ANY[ip.family] ? 'any' : 'ip',
    family: ip.family,
    address: ip.address,
  };
}

/** The last colon outside brackets and braces begins the port; an IPv6 address that this would tear apart has none. */
function splitPort(text: string): { readonly host: string; readonly port: string } {
  const colon = text.lastIndexOf(':');
  const isInside = colon < Math.max(text.lastIndexOf(']'), text.lastIndexOf('}'));
  if (colon === -1 || isInside) return { host: text, port: '' };
  const host = text.slice(0, colon);
  const isTorn = host.includes(':') && parseIp(host.replace(/^\[(.*)\]$/, '$1')) === undefined;
  if (isTorn && parseIp(text) !== undefined) return { host: text, port: '' };
  return { host, port: text.slice(colon + 1) };
}

/** `80`, `8000-8010`; a relative port (`+1`, `-1`), a variable and none at all are not known. */
function parsePorts(text: string): readonly [number, number] | undefined {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (match === null) return undefined;
  const first = Number(match[1]);
  const last = Number(match[2] ?? match[1]);
  return last <= 65_535 && first <= last ? [first, last] : undefined;
}

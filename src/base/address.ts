import ipaddr from 'ipaddr.js';

/** One IP address in canonical text, without brackets or zone. */
export interface Ip {
  readonly address: string;
  readonly family: 4 | 6;
}

/** An address with the length of its network's prefix. */
export interface IpInSubnet extends Ip {
  readonly prefix: number;
}

/**
 * Strict: IPv4 has four decimal numbers without leading zeros (010.0.0.1 is octal to some programs), IPv6 no zone, and
 * IPv4 written as IPv6 (`::ffff:10.0.0.1`) is refused, so that one address has one text.
 */
export function parseIp(text: string): Ip | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) {
    const parts = text.split('.');
    const valid = parts.every((part) => String(Number(part)) === part && Number(part) <= 255);
    return valid ? { address: text, family: 4 } : undefined;
  }
  if (!/^[0-9a-fA-F:.]+$/.test(text) || !ipaddr.IPv6.isValid(text)) return undefined;
  const parsed = ipaddr.IPv6.parse(text);
  return parsed.isIPv4MappedAddress() ? undefined : { address: parsed.toRFC5952String(), family: 6 };
}

/** `10.0.0.1/24`, `fd00::1/64`; undefined when it has no prefix or a wrong one. */
export function parseIpInSubnet(text: string): IpInSubnet | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  const ip = parseIp(match?.[1] ?? '');
  if (match === null || ip === undefined) return undefined;
  const prefix = Number(match[2]);
  return prefix <= widthOf(ip.family) ? { ...ip, prefix } : undefined;
}

/** 32 or 128. */
export function widthOf(family: 4 | 6): number {
  return family === 4 ? 32 : 128;
}

/** True when `ip` lies in the network of `subnet`; false between families. */
export function inSubnet(ip: Ip, subnet: IpInSubnet): boolean {
  if (ip.family !== subnet.family) return false;
  return networkOf({ ...ip, prefix: subnet.prefix }) === networkOf(subnet);
}

/** The network of an address: `10.0.0.0/24` for 10.0.0.7/24. */
export function networkOf({ address, family, prefix }: IpInSubnet): string {
  const text = `${address}/${prefix}`;
  const network =
    family === 4
      ? ipaddr.IPv4.networkAddressFromCIDR(text).toString()
      : ipaddr.IPv6.networkAddressFromCIDR(text).toRFC5952String();
  return `${network}/${prefix}`;
}

/** Why no host can have this address, in words that follow "is"; undefined when one can. */
export function unusableAs(host: IpInSubnet): string | undefined {
  const parsed = ipaddr.parse(host.address);
  const range = parsed.range();
  if (range === 'multicast') return 'a multicast address';
  if (range === 'unspecified') return 'the unspecified address';
  if (range === 'loopback') return 'a loopback address';
  if (host.family !== 4 || host.prefix > 30) return undefined;
  if (networkOf(host).startsWith(`${host.address}/`))
    return `the address of the network ${networkOf(host)} itself`;
  const broadcast = ipaddr.IPv4.broadcastAddressFromCIDR(`${host.address}/${host.prefix}`).toString();
  return broadcast === host.address ? `the broadcast address of ${networkOf(host)}` : undefined;
}

export interface HostAndPort {
  /** An address without brackets, or a host name. */
  readonly host: string;
  readonly isName: boolean;
  /** 1 to 65535. */
  readonly port: number;
}

/** `10.0.0.1:80`, `[fd00::1]:80`, `app.example:80`; undefined when it is none of them. */
export function parseHostAndPort(text: string): HostAndPort | undefined {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text);
  if (match === null) return undefined;
  const port = Number(match[3]);
  if (port < 1 || port > 65_535) return undefined;
  const bracketed = match[1];
  const plain = match[2] ?? '';
  const ip = parseIp(bracketed ?? plain);
  if (bracketed !== undefined)
    return ip?.family === 6 ? { host: ip.address, isName: false, port } : undefined;
  if (ip !== undefined) return { host: ip.address, isName: false, port };
  return isHostName(plain) ? { host: plain.toLowerCase(), isName: true, port } : undefined;
}

/** Labels of letters, digits, `-` and `_`; the last one not all digits, so that 10.0.0.300 is no name. */
export function isHostName(text: string): boolean {
  const labels = text.split('.');
  return (
    text.length <= 253 &&
    labels.every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

import { isHostName, parseIp } from '../base/address.ts';
import { Fault } from '../base/fault.ts';

/**
 * `lb1`, `lb1:7443`, `10.0.0.1`, `fd00::1`, `[fd00::1]:7443`.
 * @throws Fault `cli/bad-place`
 */
export function readPlace(
  text: string,
  defaultPort: number,
): { readonly host: string; readonly port: number } {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|([^[\]:]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const host = parseIp(text) === undefined ? (bracketed ?? plain ?? '') : text;
  const port = digits === undefined || host === text ? defaultPort : Number(digits);
  const isHost = parseIp(host) !== undefined || (bracketed === undefined && isHostName(host));
  if (isHost && port >= 1 && port <= 65_535) return { host, port };
  throw new Fault(
    'cli/bad-place',
    `${JSON.stringify(text)} is not the place of a node.`,
    'write HOST or HOST:PORT, for example lb1, 10.77.0.11:7443 or [fd00::11]:7443.',
  );
}

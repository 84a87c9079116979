import { InvalidArgumentError } from 'commander';
import { isHostName, parseIp } from '../base/address.ts';
import { parseDuration } from '../base/duration.ts';
import { isName } from '../node/pki/identity.ts';

export function parsePkiName(text: string): string {
  if (isName(text)) return text;
  throw new InvalidArgumentError(
    'Use letters, digits, "_", "-" and ".", beginning with a letter or a digit, at most 63 characters.',
  );
}

/** `10.77.0.11,lb1.example.org`; appends to what an earlier `--address` said. */
export function parseAddresses(text: string, before: readonly string[] = []): readonly string[] {
  const addresses = text.split(',').map((word) => {
    const ip = parseIp(word);
    if (ip !== undefined) return ip.address;
    if (isHostName(word)) return word.toLowerCase();
    throw new InvalidArgumentError(
      `Write addresses and host names, such as 10.77.0.11,lb1.example.org; ${JSON.stringify(word)} is neither.`,
    );
  });
  return [...new Set([...before, ...addresses])];
}

export function parseDays(text: string): number {
  const days = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > 3650) throw new InvalidArgumentError('Write a number of days from 1 to 3650.');
  return days;
}

/** Milliseconds. */
export function parseWithin(text: string): number {
  const within = parseDuration(text);
  if (within === undefined) throw new InvalidArgumentError('Write a duration such as 30d or 12h.');
  return within;
}

export function parseSerial(text: string): string {
  const serial = text.replaceAll(':', '').toUpperCase();
  if (!/^[0-9A-F]{1,40}$/.test(serial)) {
    throw new InvalidArgumentError('Write it in hexadecimal, as `pki show` prints it.');
  }
  return serial;
}

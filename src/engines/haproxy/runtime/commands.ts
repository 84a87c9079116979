import { Fault } from '../../../base/fault.ts';
import type { ServerAdmin } from './live.ts';

/** Lines for HAProxy's command socket. Every name and value is looked at: `;` and a newline would begin another command. */
export const command = {
  add: (pool: string, server: string, host: string, port: number, words: readonly string[]): string =>
    ['add server', nameOf(pool, server), placeOf(host, port), ...words.map(safeWord)].join(' '),
  delete: (pool: string, server: string): string => `del server ${nameOf(pool, server)}`,
  /** Shorter than the deadline of an answer; the server is empty already. */
  waitForRemovable: (pool: string, server: string): string => `wait 1s srv-removable ${nameOf(pool, server)}`,
  enableHealth: (pool: string, server: string): string => `enable health ${nameOf(pool, server)}`,
  enableAgent: (pool: string, server: string): string => `enable agent ${nameOf(pool, server)}`,
  state: (pool: string, server: string, to: ServerAdmin): string =>
    `set server ${nameOf(pool, server)} state ${to}`,
  /** It counts as failed until `rise` checks have passed. */
  healthDown: (pool: string, server: string): string => `set server ${nameOf(pool, server)} health down`,
  weight: (pool: string, server: string, value: string): string =>
    `set server ${nameOf(pool, server)} weight ${safeWord(value)}`,
  address: (pool: string, server: string, host: string, port: number): string =>
    `set server ${nameOf(pool, server)} addr ${safeWord(host)} port ${wholeNumber(port)}`,
  closeSessions: (pool: string, server: string): string => `shutdown sessions server ${nameOf(pool, server)}`,
  serverLimit: (pool: string, server: string, maxconn: number): string =>
    `set maxconn server ${nameOf(pool, server)} ${wholeNumber(maxconn)}`,
  frontendLimit: (frontend: string, maxconn: number): string =>
    `set maxconn frontend ${safeName(frontend)} ${wholeNumber(maxconn)}`,
  processLimit: (maxconn: number): string => `set maxconn global ${wholeNumber(maxconn)}`,
  /** Followed by the file as payload. */
  setCertificate: (file: string): string => `set ssl cert ${safeWord(file)} <<`,
  commitCertificate: (file: string): string => `commit ssl cert ${safeWord(file)}`,
  abortCertificate: (file: string): string => `abort ssl cert ${safeWord(file)}`,
  /** `*FILE` = the one that waits for its commit. */
  showCertificate: (file: string): string => `show ssl cert ${safeWord(file)}`,
  showCertificates: 'show ssl cert',
  showServersState: (pool: string): string => `show servers state ${safeName(pool)}`,
  /** Its row alone: all of them are 250 bytes each. */
  showServer: (poolId: number, serverId: number): string =>
    `show stat ${wholeNumber(poolId)} 4 ${wholeNumber(serverId)}`,
} as const;

/** HAProxy's own rule for the names of proxies and servers (configuration manual, 2.2 "Quoting and escaping" ff.). */
const NAME = /^[A-Za-z0-9_.:-]+$/;
/** What needs no escape on the command line, and can do no harm there. */
const WORD = /^[A-Za-z0-9_.:,/()@%=*+[\]-]+$/;

export function isSafeName(text: string): boolean {
  return NAME.test(text);
}

export function isSafeWord(text: string): boolean {
  return WORD.test(text);
}

function nameOf(pool: string, server: string): string {
  return `${safeName(pool)}/${safeName(server)}`;
}

function placeOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${safeWord(host)}]` : safeWord(host)}:${wholeNumber(port)}`;
}

function safeName(name: string): string {
  if (isSafeName(name)) return name;
  throw unsafe(name, 'a name has letters, digits and _ . : - only');
}

function safeWord(word: string): string {
  if (isSafeWord(word)) return word;
  throw unsafe(word, 'it holds a character that could begin another command');
}

function wholeNumber(value: number): string {
  if (Number.isSafeInteger(value) && value >= 0) return String(value);
  throw unsafe(String(value), 'a whole number is needed here');
}

function unsafe(text: string, why: string): Fault {
  return new Fault(
    'node/haproxy-unsafe-word',
    `${JSON.stringify(text)} is not sent to HAProxy: ${why}.`,
    'rename it, or let the change be made by a reload.',
  );
}

import { Fault } from '../../base/fault.ts';
import type { Right } from '../pki/rights.ts';
import type { Caller } from './caller.ts';

/** @param places one line a place, `body.wish.kind: …` */
export function badRequest(what: string, places: readonly string[] = []): Fault {
  return new Fault(
    'node/bad-request',
    `${what}.`,
    'Compare it with /openapi.json, and send it again; nothing was done.',
    places.join('\n'),
  );
}

const ROLES_WITH: Readonly<Record<Right, string>> = {
  look: 'viewer, operator or node',
  change: 'operator or node',
  peer: 'node',
};

export function notAllowed({ role, who }: Caller, right: Right): Fault {
  return new Fault(
    'node/not-allowed',
    `The ${role} ${who} may not do that; it needs the role ${ROLES_WITH[right]}.`,
    'Use a certificate of that role: holdfast pki issue operator NAME.',
  );
}

export function foreignPage(origin: string): Fault {
  return new Fault(
    'node/foreign-page',
    `The request comes from a page of another site (${origin}); nothing was done.`,
    'Close that page. Programs that are no browser leave out the headers Origin and Sec-Fetch-Site.',
  );
}

export function noSuchPage(path: string): Fault {
  return new Fault(
    'node/no-such-page',
    `There is nothing at ${path}.`,
    'Look in /openapi.json for what there is.',
  );
}

export function wrongMethod(method: string, path: string, allowed: readonly string[]): Fault {
  return new Fault(
    'node/wrong-method',
    `${path} does not take ${method}; it takes ${allowed.join(', ')}.`,
    'Use that method.',
  );
}

export function tooLarge(most: number): Fault {
  return new Fault(
    'node/too-large',
    `The body is larger than ${most} bytes; it was not read to its end.`,
    'Send less: a spec has at most 1 MiB.',
  );
}

export function notJson(media: string): Fault {
  return new Fault(
    'node/not-json',
    media === '' ? 'The body has no content type.' : `The body is of the type ${media}.`,
    'Send JSON, with the header Content-Type: application/json.',
  );
}

export function tooManyRequests(most: number): Fault {
  return new Fault(
    'node/too-many-requests',
    `More than ${most} requests of one connection wait for their answers.`,
    'Wait for answers before you ask more.',
  );
}

export function tooBusy(what: string): Fault {
  return new Fault('node/too-busy', `${what}.`, 'Try again in some seconds.');
}

/** Whoever asked learns that it was us, and nothing of our insides: those are in the log. */
export function bug(): Fault {
  return new Fault(
    'node/bug',
    'The daemon made a mistake; it goes on, and so does traffic.',
    'Look in the log of the node for what happened (journalctl -u holdfast), and report it.',
  );
}

import { badRequest } from './api-faults.ts';

const TAG = /^(?:W\/)?"[\x21\x23-\x7e]*"$/;

/**
 * The state that a change is for (RFC 9110 §13.1.1); undefined = any.
 * @throws Fault `node/bad-request`
 */
export function readIfMatch(header: string | undefined): string | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const tag = header.trim();
  // Of several tags one could not say for which state the change was meant.
  if (!TAG.test(tag)) throw badRequest('If-Match is not one ETag in quotes', [`If-Match: ${header}`]);
  return tag;
}

/** True when the caller has it already (RFC 9110 §13.1.2). */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

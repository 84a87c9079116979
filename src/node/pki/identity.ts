import type { X509Certificate } from 'node:crypto';
import { name as nameRule } from '../../spec/fields.ts';

/** What somebody with a certificate is: a node of the site, a person who may change it, or one who may look. */
export const ROLES = ['node', 'operator', 'viewer'] as const;

export type Role = (typeof ROLES)[number];

export interface Identity {
  readonly role: Role;
  /** A node's or a person's name, by the spec's rule for names. */
  readonly name: string;
}

/** The certificate's O: the role stands there, so that nobody's name can be taken for one. */
export function organisationOf(role: Role): string {
  return `holdfast-${role}`;
}

/**
 * Who a certificate speaks for; undefined when its subject is not exactly one role and one name. It proves nothing by
 * itself: the connection it came on must have been verified against the site's authority.
 */
export function readIdentity(certificate: X509Certificate): Identity | undefined {
  const {
    O: organisation,
    CN: name,
    ...rest
  } = certificate.toLegacyObject().subject as Record<string, unknown>;
  const role = ROLES.find((candidate) => organisationOf(candidate) === organisation);
  // A field that is there twice is an array: such a subject is not ours.
  if (role === undefined || Object.keys(rest).length > 0 || !isName(name)) return undefined;
  return { role, name };
}

/** True for what the spec takes as a name. */
export function isName(value: unknown): value is string {
  return nameRule.safeParse(value).success;
}

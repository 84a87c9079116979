import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { differing, type Member, sayPlace, sayVips, versionOf, vrrpGroups } from '../vrrp-group.ts';

/** The nodes of a VIP have different passwords, or one has none. */
export const differentAuthentication: Rule<LintSite> = {
  code: 'pair/different-authentication',
  severity: 'error',
  title: 'The nodes do not accept each other’s password',
  why: 'VRRP version 2 drops adverts whose authentication is not its own: neither node hears the other, both become master.',
  source:
    'RFC 2338 section 5.3.6; measured: a password on one node only, both nodes hold the VIP; the first 8 characters count',
  find: (site) =>
    vrrpGroups(site).flatMap((group) =>
      differing(group, authenticationOf).map(({ first, firstValue, other, value }) => ({
        at: other.instance.authPassword?.at ?? other.instance.authType?.at ?? other.instance.at,
        message: `${other.node.name} ${sayHow(value)} for ${sayVips(other.instance)}, ${first.node.name} ${sayHow(firstValue, value)} (${sayPlace(first.instance.authPassword?.at ?? first.instance.at)}): each drops the adverts of the other, and both hold the VIP.`,
        remedy:
          'write the same authentication block on all nodes of this VIP, or none: a VRRP password stands readable in every advert.',
      })),
    ),
};

/** What stands in the adverts; a password never appears in a message. */
function authenticationOf({ instance }: Member): string | undefined {
  // Version 3 has none, whatever is written.
  if (versionOf(instance) === 3) return undefined;
  const { authType, authPassword } = instance;
  if (authType === undefined && authPassword === undefined) return 'none';
  const type = authType?.value.toUpperCase() ?? 'PASS';
  return `${type} ${(authPassword?.value ?? '').slice(0, 8)}`;
}

function sayHow(value: string, against?: string): string {
  if (value === 'none') return 'has no authentication';
  const [type = ''] = value.split(' ');
  const isSameType = against?.startsWith(`${type} `) ?? false;
  return isSameType ? 'has another password' : `has auth_type ${type} with a password`;
}

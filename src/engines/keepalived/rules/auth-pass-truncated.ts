import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

/** keepalived.conf(5): "Only the first eight (8) characters are used". */
const COUNTED = 8;

export const authPassTruncated: Rule<KeepalivedSubject> = {
  code: 'keepalived/auth-pass-truncated',
  severity: 'warning',
  title: 'Only eight characters of the password count',
  why: 'Keepalived keeps the first eight characters of auth_pass: the password is weaker than it looks, and a router that compares all of it refuses the adverts, so that two nodes hold the VIP.',
  source:
    'keepalived.conf(5), authentication; keepalived -t: "Truncating auth_pass to 8 characters"; acassen/keepalived#565',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap(({ authPassword }): readonly Finding[] => {
      const bytes = Buffer.byteLength(authPassword?.value ?? '');
      if (authPassword === undefined || bytes <= COUNTED) return [];
      return [
        {
          at: authPassword.at,
          message: `This password has ${bytes} bytes, of which Keepalived uses the first ${COUNTED}. It logs that it truncates it, and starts.`,
          remedy: `choose a password of at most ${COUNTED} characters, the same on every node, and keep the VRRP traffic on a network that only the nodes can reach: the password is sent in clear.`,
        },
      ];
    }),
};

import type { Rule } from '../../../base/rule.ts';
import { roleOf } from './role.ts';
import { isWhole, settingOf, textOf, wordsOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const keepalivedWithoutNetAdmin: Rule<ComposeSubject> = {
  code: 'compose/keepalived-without-net-admin',
  severity: 'error',
  title: 'Keepalived without the right to move addresses',
  why: 'Without NET_ADMIN Keepalived cannot put the VIP on an interface, without NET_RAW it can send no adverts: it looks like a master and nobody has the address.',
  source: 'capabilities(7); osixia/container-keepalived#18',
  find: ({ compose }) =>
    compose.services.flatMap((service) => {
      if (roleOf(service) !== 'keepalived' || !isWhole(compose, service)) return [];
      if (textOf(service, 'privileged') === 'true') return [];
      const added = capabilities(wordsOf(settingOf(service, 'cap_add')?.value));
      const dropped = capabilities(wordsOf(settingOf(service, 'cap_drop')?.value));
      const hasRaw = !dropped.has('ALL') && !dropped.has('NET_RAW');
      const missing = [
        ...(added.has('NET_ADMIN') ? [] : ['NET_ADMIN']),
        ...(added.has('NET_RAW') || hasRaw ? [] : ['NET_RAW']),
      ];
      if (missing.length === 0 || added.has('ALL') || [...added].some((name) => name.includes('$')))
        return [];
      return [
        {
          at: settingOf(service, 'cap_add')?.at ?? service.at,
          message: `${service.name} runs Keepalived without ${missing.join(' and ')}: ${missing.includes('NET_ADMIN') ? 'it cannot put the VIP on an interface' : 'it can send no adverts'}.`,
          remedy: 'write "cap_add: [NET_ADMIN, NET_RAW, NET_BROADCAST]".',
        },
      ];
    }),
};

/** `cap_net_admin` and `NET_ADMIN` are one. */
function capabilities(words: readonly { readonly text: string }[]): ReadonlySet<string> {
  return new Set(words.map(({ text }) => text.toUpperCase().replace(/^CAP_/, '')));
}

import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const localpeerNotInPeers: Rule<HaproxySubject> = {
  code: 'haproxy/localpeer-not-in-peers',
  severity: 'warning',
  title: 'A peers section lacks this host itself',
  why: 'HAProxy finds itself in a peers section by name; where it does not, it drops the section with a warning, and stick tables are not shared: after a failover every client is a stranger.',
  source:
    'measured: haproxy 2.6 -c warns "Removing incomplete section \'peers p\' (no peer named …)"; configuration manual, 3.5',
  find: ({ haproxy }) => {
    const local = haproxy.globals.flatMap(({ byKeyword }) => byKeyword.get('localpeer') ?? []).at(-1);
    const name = local?.args[0];
    if (local === undefined || name === undefined || local.words[1]?.hasVariable || local.isConditional)
      return [];
    return haproxy.sections.flatMap(({ kind, head, statements }): Finding[] => {
      if (kind !== 'peers') return [];
      const peers = statements.filter(
        ({ keyword, args }) => (keyword === 'peer' || keyword === 'server') && args.length > 0,
      );
      const isNamed = peers.some(({ args, words }) => args[0] === name || words[1]?.hasVariable);
      if (peers.length === 0 || isNamed) return [];
      return [
        {
          at: spanOf(head),
          message: `This host calls itself ${name} (localpeer, line ${local.line}), and no peer of the section has that name: HAProxy drops the section.`,
          remedy: `add "peer ${name} ADDRESS:PORT", or set localpeer to one of the names.`,
        },
      ];
    });
  },
};

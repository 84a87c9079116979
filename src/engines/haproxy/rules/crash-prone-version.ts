import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

/** The first 2.6 in which servers that are deleted at run time are safe. */
const FIXED_PATCH = 17;

export const crashProneVersion: Rule<HaproxySubject> = {
  code: 'haproxy/crash-prone-version',
  severity: 'warning',
  title: 'Servers added at run time crash this version',
  why: "HAProxy 2.6 before 2.6.17 uses a server's memory after it was deleted at run time and does not reuse connections to added ones: when it crashes, all sessions of all services are gone.",
  source: 'haproxy git: 1b8c5abee (use after free), 8a31783b6 (in 2.6.17)',
  find: ({ haproxy, context }) => {
    const version = context.haproxy;
    if (version?.major !== 2 || version.minor !== 6) return [];
    if (version.patch === undefined || version.patch >= FIXED_PATCH) return [];
    return haproxy.sections.flatMap(({ kind, byKeyword }): Finding[] => {
      if (kind !== 'program') return [];
      const command = byKeyword
        .get('command')
        ?.find(({ args }) => /(?:^|\/)dataplaneapi$/.test(args[0] ?? ''));
      if (command === undefined || command.isConditional) return [];
      return [
        {
          at: spanOf(command),
          message: `The Data Plane API adds and deletes servers at run time, and HAProxy 2.6.${version.patch} can crash when it does.`,
          remedy: `update HAProxy to 2.6.${FIXED_PATCH} or later, or let the API reload instead.`,
        },
      ];
    });
  },
};

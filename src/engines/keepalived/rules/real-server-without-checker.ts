import type { Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const realServerWithoutChecker: Rule<KeepalivedSubject> = {
  code: 'keepalived/real-server-without-checker',
  severity: 'warning',
  title: 'Real server that nobody checks',
  why: 'Without a checker Keepalived never takes the server out: its share of the connections fails until somebody notices.',
  source: 'keepalived.conf(5), real_server; measured with 2.2.7: accepted without a word',
  find: ({ keepalived }) =>
    keepalived.virtualServers.flatMap((virtual) =>
      virtual.realServers.length < 2 || keepalived.isPartial || !isKnown(virtual, 'real_server')
        ? []
        : virtual.realServers
            .filter(({ checkers }) => checkers.length === 0)
            .map(({ address, at }) => ({
              at,
              message: `Nothing checks the real server ${address}: when it dies, one of ${virtual.realServers.length} connections goes on being sent to it.`,
              remedy: 'write a checker into its block: HTTP_GET, SSL_GET, TCP_CHECK, MISC_CHECK, …',
            })),
    ),
};

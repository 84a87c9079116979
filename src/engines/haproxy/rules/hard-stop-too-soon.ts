import { printDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import { parseHaproxyTime } from '../meaning/parse-time.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const hardStopTooSoon: Rule<HaproxySubject> = {
  code: 'haproxy/hard-stop-too-soon',
  severity: 'warning',
  title: 'A reload cuts sessions',
  why: 'After `hard-stop-after` the old process is killed with all its sessions. When that comes seconds after a reload, every reload is an outage for whoever downloads, streams or holds a long connection.',
  source: 'configuration manual, 3.1 "hard-stop-after"',
  find: ({ haproxy }) =>
    haproxy.globals.flatMap(({ byKeyword }) =>
      (byKeyword.get('hard-stop-after') ?? []).flatMap((statement) => {
        const ms = parseHaproxyTime(statement.args[0] ?? '');
        if (ms === undefined || ms >= 5_000 || statement.isConditional) return [];
        return [
          {
            at: spanOf(statement, 1, 1),
            message: `${printDuration(ms)} after a reload the old process is killed with all sessions that still run.`,
            remedy:
              'give it as long as requests and sessions may take, such as 30m. A time without a unit is in milliseconds.',
          },
        ];
      }),
    ),
};

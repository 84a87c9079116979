import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { numberOf } from './reading/whole-number.ts';
import type { HaproxySubject } from './subject.ts';

export const maxconnAboveFdLimit: Rule<HaproxySubject> = {
  code: 'haproxy/maxconn-above-fd-limit',
  severity: 'error',
  title: 'maxconn needs more files than fd-hard-limit allows',
  why: 'A session needs two file descriptors, one to the client and one to the server: HAProxy refuses to start, although "haproxy -c" calls the file valid.',
  source:
    'measured: haproxy 2.6 starts with "Cannot raise FD limit to 2028, limit is 100"; configuration manual, 3.1 fd-hard-limit, strict-limits',
  find: ({ haproxy }): Finding[] => {
    const maxconn = numberOf(haproxy.globals, 'maxconn');
    const limit = numberOf(haproxy.globals, 'fd-hard-limit');
    if (maxconn === undefined || limit === undefined || maxconn.value * 2 <= limit.value) return [];
    return [
      {
        at: spanOf(maxconn.statement),
        message: `maxconn ${maxconn.value} needs ${maxconn.value * 2} file descriptors and some for listeners and checks, fd-hard-limit (line ${limit.statement.line}) allows ${limit.value}: HAProxy does not start.`,
        remedy: `raise fd-hard-limit above ${maxconn.value * 2}, or delete the maxconn line: HAProxy then computes it from the limit.`,
      },
    ];
  },
};

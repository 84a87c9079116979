import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { agentBind } from './reading/agent-port.ts';
import { numberOf } from './reading/whole-number.ts';
import type { HaproxySubject } from './subject.ts';

export const maxconnBelowSessions: Rule<HaproxySubject> = {
  code: 'haproxy/maxconn-below-sessions',
  severity: 'error',
  title: 'Fewer connections are allowed than there are sessions',
  why: 'Beyond maxconn HAProxy accepts no connection: the rest waits in the kernel until it times out. With agents that hold their session for days the same ones are shut out all the time, and after a failover all come at once.',
  source: 'configuration manual, 3.2 maxconn and 4.2 maxconn',
  find: ({ haproxy, context: { sessions } }) => {
    if (sessions === undefined) return [];
    const places = [
      { what: 'the whole of HAProxy', sections: haproxy.globals },
      ...haproxy.proxies
        .filter((proxy) => agentBind(proxy) !== undefined)
        .map((proxy) => ({
          what: `${proxy.kind} ${proxy.name}`,
          sections: [...proxy.defaults.toReversed(), proxy],
        })),
    ];
    const told = new Set<unknown>();
    return places.flatMap(({ what, sections }): Finding[] => {
      const maxconn = numberOf(sections, 'maxconn');
      if (
        maxconn === undefined ||
        maxconn.value === 0 ||
        maxconn.value >= sessions ||
        told.has(maxconn.statement)
      )
        return [];
      told.add(maxconn.statement);
      return [
        {
          at: spanOf(maxconn.statement),
          message: `maxconn ${maxconn.value} for ${what}: ${sessions - maxconn.value} of ${sessions} sessions are not accepted.`,
          remedy: `set maxconn to ${Math.ceil(sessions * 1.2)} or more (sessions and a fifth for reconnections), and let the service open twice as many files.`,
        },
      ];
    });
  },
};

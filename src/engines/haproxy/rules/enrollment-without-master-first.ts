import type { Finding, Rule } from '../../../base/rule.ts';
import { spanOf } from '../meaning/span-of.ts';
import { countServers, proxiesInForce, proxyTitle, serversInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

const ENROLLMENT_PORT = 1515;

export const enrollmentWithoutMasterFirst: Rule<HaproxySubject> = {
  code: 'haproxy/enrollment-without-master-first',
  severity: 'info',
  title: 'New agents are enrolled by any manager',
  why: 'Only the master makes keys: a worker asks it for each, and fails when it is away. The key then takes a while to reach the others, so that an agent that was enrolled by one worker is refused by the next manager for some 20 s.',
  source:
    'wazuh/wazuh#32835; Wazuh, authd on a worker, cluster integrity sync every 9 s, client.keys read every 10 s',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy): Finding[] => {
      const servers = serversInForce(proxy);
      const [first] = servers;
      const isEnrollment = servers.every(
        ({ address: { ports = [0, 0] } }) => ports[0] === ENROLLMENT_PORT && ports[1] === ENROLLMENT_PORT,
      );
      if (first === undefined || !isEnrollment || countServers(servers) < 2 || proxy.mode !== 'tcp')
        return [];
      if (servers.some(({ options }) => options.has('backup') || options.get('weight')?.values[0] === '0'))
        return [];
      return [
        {
          at: spanOf(first.statement, 0, 2),
          message: `${proxyTitle(proxy)} deals enrollments to all of its ${countServers(servers)} managers, and only the master makes keys.`,
          remedy: 'add "backup" to every server but the master.',
        },
      ];
    }),
};

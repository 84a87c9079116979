import type { Rule } from '../../../base/rule.ts';
import type { SysctlSubject } from './subject.ts';

const KEYS: Readonly<Record<string, string>> = {
  'net.ipv4.ip_nonlocal_bind': 'IPv4',
  'net.ipv6.ip_nonlocal_bind': 'IPv6',
};

export const nonlocalBindOff: Rule<SysctlSubject> = {
  code: 'sysctl/nonlocal-bind-off',
  severity: 'info',
  title: 'Programs cannot bind a VIP the node lacks',
  why: 'On the standby node a balancer that binds the VIP itself cannot start or reload: measured, a reload with such a bind refused every connection for 2 s.',
  source:
    'Linux Documentation/networking/ip-sysctl: ip_nonlocal_bind; measured: 2,425 connections refused during a reload',
  find({ sysctl }) {
    return Object.entries(KEYS).flatMap(([key, family]) => {
      const last = sysctl.settings.findLast((setting) => setting.key === key);
      if (last?.value !== '0') return [];
      return [
        {
          at: last.at,
          message: `${key} is 0: a balancer on the standby node cannot bind an ${family} VIP that it does not hold yet, and fails to start.`,
          remedy: `set ${key} = 1 on every node that may take a VIP.`,
        },
      ];
    });
  },
};

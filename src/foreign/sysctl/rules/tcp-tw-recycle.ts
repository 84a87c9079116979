import type { Rule } from '../../../base/rule.ts';
import type { SysctlSubject } from './subject.ts';

export const tcpTwRecycle: Rule<SysctlSubject> = {
  code: 'sysctl/tcp-tw-recycle',
  severity: 'warning',
  title: 'tcp_tw_recycle drops clients behind NAT',
  why: 'The kernel compares TCP timestamps per address: of several clients behind one NAT all but one have their SYN dropped without a word. Linux 4.12 took the setting out for that reason.',
  source: 'tcp(7): tcp_tw_recycle; Linux commit 4396e46187ca (4.12)',
  find({ sysctl }) {
    const last = sysctl.settings.findLast(({ key }) => key === 'net.ipv4.tcp_tw_recycle');
    if (last === undefined || last.value === '0') return [];
    return [
      {
        at: last.at,
        message: `net.ipv4.tcp_tw_recycle = ${last.value} makes kernels before 4.12 drop connections of clients that share an address; newer ones have no such setting, and \`sysctl -p\` fails.`,
        remedy: 'remove the line.',
      },
    ];
  },
};

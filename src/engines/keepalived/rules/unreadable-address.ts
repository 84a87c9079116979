import { parseIp, widthOf } from '../../../base/address.ts';
import type { Finding, Rule } from '../../../base/rule.ts';
import { wordSpan } from '../grammar/word-span.ts';
import { linesOf } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const unreadableAddress: Rule<KeepalivedSubject> = {
  code: 'keepalived/unreadable-address',
  severity: 'error',
  title: 'VIP that is no address',
  why: 'Keepalived skips an address that it cannot read and starts: nobody holds it.',
  source:
    'keepalived -t: "VRRP parsed invalid IP 10.0.0.500/24. skipping IP...", "Invalid address prefix len 33 … using 32"',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance) =>
      ['virtual_ipaddress', 'virtual_ipaddress_excluded'].flatMap((keyword) =>
        linesOf(instance, keyword).flatMap(({ words: [first] }): readonly Finding[] => {
          const [host = '', prefix] = first?.value.split('/') ?? [];
          // Names and IPv4 written as IPv6 are for the engine to judge.
          const isNumeric = /^[\d.]+$/.test(host) || /^[\da-f:]+$/i.test(host);
          if (first === undefined || !isNumeric || host.startsWith('::ffff:')) return [];
          const ip = parseIp(host);
          if (ip === undefined)
            return [
              {
                at: wordSpan(instance.path, first),
                message: `${host} is no address: Keepalived skips it and starts, and nobody holds it.`,
                remedy: 'write the whole address.',
              },
            ];
          const most = widthOf(ip.family);
          if (prefix === undefined || (/^\d+$/.test(prefix) && Number(prefix) <= most) || /\./.test(prefix))
            return [];
          return [
            {
              at: wordSpan(instance.path, first),
              message: `/${prefix} is no prefix of IPv${ip.family}: Keepalived takes /${most}.`,
              remedy: `write a prefix from 0 to ${most}.`,
            },
          ];
        }),
      ),
    ),
};

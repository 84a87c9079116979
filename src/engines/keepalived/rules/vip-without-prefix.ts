import type { Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

export const vipWithoutPrefix: Rule<KeepalivedSubject> = {
  code: 'keepalived/vip-without-prefix',
  severity: 'info',
  title: 'VIP without the length of its prefix',
  why: 'An address without a prefix is put on the interface as /32 or /128: where the node has no other address of that subnet, it cannot answer the clients of it.',
  source: 'keepalived.conf(5), virtual_ipaddress',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap(({ addresses, excludedAddresses }) =>
      [...addresses, ...excludedAddresses]
        .filter(({ prefix, family }) => prefix === undefined && family !== undefined)
        .map(({ address, family, at }) => ({
          at,
          message: `${address} has no prefix: Keepalived puts it on as /${family === 4 ? 32 : 128}, which reaches the neighbours only if the interface has an address of their subnet as well.`,
          remedy: `write ${address}/${family === 4 ? 32 : 128} if that is meant, else the length of the subnet's prefix.`,
        })),
    ),
};

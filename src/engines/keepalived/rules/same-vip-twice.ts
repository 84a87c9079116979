import type { Finding, Rule } from '../../../base/rule.ts';
import type { Span } from '../../../base/text-range.ts';
import type { KeepalivedSubject } from './subject.ts';

export const sameVipTwice: Rule<KeepalivedSubject> = {
  code: 'keepalived/same-vip-twice',
  severity: 'error',
  title: 'One VIP in two places',
  why: 'Two instances elect their holders apart from each other: one VIP in both may be on two nodes at once.',
  source: 'measured with 2.2.7: accepted without a word (keepalived -t ends with 0)',
  find: ({ keepalived }) => {
    const seen = new Map<
      string,
      { readonly name: string; readonly line: number; readonly device: string | undefined }
    >();
    return keepalived.instances.flatMap(({ name, entry, addresses, excludedAddresses, interface: of }) =>
      entry.isConditional
        ? []
        : [...addresses, ...excludedAddresses].flatMap(
            ({ address, device, family, at }): readonly Finding[] => {
              const before = seen.get(address);
              const on = device ?? of?.value;
              if (family === undefined) return [];
              if (before === undefined) {
                seen.set(address, { name, line: at.line, device: on });
                return [];
              }
              if (before.name === name) return before.device === on ? [again(at, address, before.line)] : [];
              return [
                {
                  at,
                  message: `${address} is a VIP of ${before.name} (line ${before.line}) and of ${name}: each instance elects its own holder, so that two nodes may have it at once.`,
                  remedy: 'leave it to one of them.',
                },
              ];
            },
          ),
    );
  },
};

function again(at: Span, address: string, line: number): Finding {
  return {
    at,
    message: `${address} is already a VIP of this instance (line ${line}): one of the two lines was to be another address.`,
    remedy: 'remove one of the lines, or put the address there that was meant.',
    severity: 'info',
  };
}

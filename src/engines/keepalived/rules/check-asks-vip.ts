import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

export const checkAsksVip: Rule<KeepalivedSubject> = {
  code: 'keepalived/check-asks-vip',
  severity: 'error',
  title: 'Check asks the VIP and not this node',
  why: 'Whoever does not hold the VIP reaches the other node through it: the check says how the holder is, so that a failing holder makes both nodes fail.',
  source: 'openshift/machine-config-operator#3339; VRRP checks must be about the node that runs them',
  find: ({ keepalived }) => {
    const vips = keepalived.instances.flatMap(({ addresses, excludedAddresses }) =>
      [...addresses, ...excludedAddresses]
        .filter(({ family }) => family !== undefined)
        .map(({ address }) => address),
    );
    return keepalived.scripts.flatMap(({ command, name }): readonly Finding[] => {
      // What looks at this node's own addresses asks nobody.
      if (command === undefined || /\b(?:ip|ifconfig|arping|grep)\b/.test(command.value)) return [];
      const vip = vips.find((address) =>
        command.value
          .split(/[^\da-f.:]+/i)
          .some((word) => word.replace(/:\d+$/, '') === address || word === address),
      );
      if (vip === undefined) return [];
      return [
        {
          at: command.at,
          message: `${name} asks the VIP ${vip}: on a node that does not hold it, the answer is that of the other node, and when the holder's service dies, both nodes fail at once.`,
          remedy: "ask 127.0.0.1, or the node's own address.",
        },
      ];
    });
  },
};

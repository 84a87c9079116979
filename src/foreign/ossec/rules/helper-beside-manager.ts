import type { Rule } from '../../../base/rule.ts';
import { isLoopback } from '../../is-loopback.ts';
import { helperWord, runningHelper } from '../meaning/helper.ts';
import { remotesOf } from '../meaning/remotes.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const helperBesideManager: Rule<OssecSubject> = {
  code: 'ossec/helper-beside-manager',
  severity: 'error',
  title: 'HAProxy and manager want the same port',
  why: "The helper's frontend listens on the agents' port of every address, and so does the manager of the same host. Whichever starts second does not get it: after a restart either HAProxy or the manager is without agents.",
  source: 'Wazuh documentation, HAProxy helper; bind(2), EADDRINUSE',
  find({ ossec }) {
    const helper = runningHelper(ossec);
    const address = helper === undefined ? undefined : helperWord(helper, 'haproxy_address');
    if (helper === undefined || address === undefined) return [];
    if (!isLoopback(address)) return [];
    const port = remotesOf(ossec)[0]?.port ?? 1514;
    return [
      {
        at: optionOf(helper.element, 'haproxy_address')?.textAt ?? helper.element.at,
        message: `haproxy_address ${address} is this manager's own host, where port ${port} is the manager's already: HAProxy's frontend on it cannot be opened.`,
        remedy: 'run HAProxy on a host of its own.',
      },
    ];
  },
};

import type { Rule } from '../../../base/rule.ts';
import { agentServers } from '../meaning/agent-servers.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

/** The default is 5 × 10 s. */
const LONGEST_S = 120;

export const agentSlowFailover: Rule<OssecSubject> = {
  code: 'ossec/agent-slow-failover',
  severity: 'warning',
  title: 'An agent waits long before its next server',
  why: 'max_retries times retry_interval is how long an agent stays with a dead server before it tries the next one. Its events wait in a buffer of 5,000 and are lost beyond it.',
  source: 'ossec.conf reference, client, server: max_retries (default 5), retry_interval (default 10)',
  find({ ossec }) {
    const servers = agentServers(ossec);
    if (servers.length < 2) return [];
    return servers.slice(0, -1).flatMap(({ element, address, maxRetries, retryInterval }) => {
      const seconds = maxRetries * retryInterval;
      if (seconds <= LONGEST_S) return [];
      const option = optionOf(element, 'max_retries') ?? optionOf(element, 'retry_interval');
      return [
        {
          at: option?.textAt ?? element.at,
          message: `The agent tries ${address} ${maxRetries} times, ${retryInterval} s apart, before the next server: ${seconds} s without events.`,
          remedy: 'leave max_retries at 5 and retry_interval at 10.',
        },
      ];
    });
  },
};

import type { Rule } from '../../../base/rule.ts';
import { optionOf, sectionsOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

export const agentReconnectsTooEarly: Rule<OssecSubject> = {
  code: 'ossec/agent-reconnects-too-early',
  severity: 'warning',
  title: 'time-reconnect is no longer than notify_time',
  why: 'An agent hears of its manager once in notify_time. A time-reconnect that is no longer would cut a healthy connection, so the agent sets it to three times notify_time: a dead manager is found much later than the file says.',
  source: 'Wazuh agent: "Max time to reconnect can\'t be less than notify_time", set to notify_time * 3',
  find: ({ ossec }) =>
    sectionsOf(ossec, 'client').flatMap((client) => {
      const option = optionOf(client, 'time-reconnect');
      const reconnect = Number(option?.text.trim() || Number.NaN);
      const notify = Number(optionOf(client, 'notify_time')?.text.trim() || 20);
      if (option === undefined || Number.isNaN(reconnect) || Number.isNaN(notify) || reconnect > notify)
        return [];
      return [
        {
          at: option.textAt,
          message: `time-reconnect is ${reconnect} s and a keepalive comes every ${notify} s: the agent takes ${notify * 3} s instead.`,
          remedy: `set time-reconnect to ${notify * 3} or more.`,
        },
      ];
    }),
};

import type { Rule } from '../../../base/rule.ts';
import { remotesOf } from '../meaning/remotes.ts';
import { optionOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

/** The default. */
const USUAL_S = 60;

export const overtakeTooLong: Rule<OssecSubject> = {
  code: 'ossec/overtake-too-long',
  severity: 'warning',
  title: 'Agents are locked out of their own manager',
  why: 'After an unclean cut (a balancer that died, a VIP that moved) the manager still holds the former socket, and closes every new one of that agent with "Agent key already in use" until the former one has been silent for connection_overtake_time; with 0 until the kernel gives it up.',
  source: 'ossec.conf reference, remote, connection_overtake_time (default 60, 0 = never)',
  find: ({ ossec }) =>
    remotesOf(ossec).flatMap(({ element }) => {
      const option = optionOf(element, 'connection_overtake_time');
      const word = option?.text.trim() ?? '';
      if (option === undefined || !/^\d+$/.test(word)) return [];
      const seconds = Number(word);
      if (seconds > 0 && seconds <= USUAL_S) return [];
      return [
        {
          at: option.textAt,
          message: `connection_overtake_time is ${seconds}: after a failover of the balancer agents are refused by the manager they had ${seconds === 0 ? 'until the kernel finds the former connection dead' : `for ${seconds} s`}.`,
          remedy: `write ${USUAL_S}, the default, or less.`,
        },
      ];
    }),
};

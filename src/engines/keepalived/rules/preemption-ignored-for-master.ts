import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

export const preemptionIgnoredForMaster: Rule<KeepalivedSubject> = {
  code: 'keepalived/preemption-ignored-for-master',
  severity: 'warning',
  title: 'State MASTER cancels nopreempt',
  why: 'Keepalived clears nopreempt and preempt_delay of an instance that starts as MASTER: it takes the VIP back as soon as it returns, and cuts the sessions a second time.',
  source:
    'keepalived -t: "nopreempt will not work with initial state MASTER - clearing", "preempt delay will not work with initial state MASTER - clearing"; keepalived.conf(5)',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance): readonly Finding[] => {
      const { state, noPreempt, preemptDelay } = instance;
      const delay = preemptDelay !== undefined && preemptDelay.value > 0 ? preemptDelay : undefined;
      const ignored = noPreempt ?? delay;
      if (ignored === undefined || state?.value !== 'MASTER') return [];
      const keyword = noPreempt === undefined ? 'preempt_delay' : 'nopreempt';
      return [
        {
          at: ignored.at,
          message: `Keepalived clears ${keyword} because ${instance.name} starts as MASTER (line ${state.at.line}): it takes the VIP back as soon as it returns.`,
          remedy: 'write "state BACKUP"; the priority alone decides who is MASTER.',
          ...(instance.priority === undefined ? {} : { fix: [{ span: state.at, text: 'BACKUP' }] }),
        },
      ];
    }),
};

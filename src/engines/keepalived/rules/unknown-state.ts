import type { Finding, Rule } from '../../../base/rule.ts';
import { nearest } from '../../../spec/did-you-mean.ts';
import type { KeepalivedSubject } from './subject.ts';

export const unknownState: Rule<KeepalivedSubject> = {
  code: 'keepalived/unknown-state',
  severity: 'error',
  title: 'State is neither MASTER nor BACKUP',
  why: 'Keepalived knows MASTER and BACKUP, in upper case, and takes anything else for BACKUP.',
  source: 'keepalived -t: "unknown state \'master\', defaulting to BACKUP"',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap(({ state, name }): readonly Finding[] => {
      if (state === undefined || STATES.includes(state.value)) return [];
      const meant = nearest(state.value, STATES);
      return [
        {
          at: state.at,
          message: `${name} has the state "${state.value}", which Keepalived does not know and takes for BACKUP.`,
          remedy: `write ${meant ?? 'MASTER or BACKUP'}.`,
          // MASTER would change what the node does today.
          ...(state.value.toUpperCase() === 'BACKUP' ? { fix: [{ span: state.at, text: 'BACKUP' }] } : {}),
        },
      ];
    }),
};

const STATES = ['MASTER', 'BACKUP'];

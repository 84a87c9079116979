import type { Finding, Rule } from '../../../base/rule.ts';
import { nearest } from '../../../spec/did-you-mean.ts';
import type { KeepalivedSubject } from './subject.ts';

export const trackOfNothing: Rule<KeepalivedSubject> = {
  code: 'keepalived/track-of-nothing',
  severity: 'error',
  title: 'Tracked thing is not defined',
  why: 'Keepalived ignores a track whose script, file or process it does not know, and starts: what should move the VIP never does.',
  source: 'keepalived -t: "track script … not found, ignoring..."',
  find: ({ keepalived }) => {
    if (keepalived.isPartial) return [];
    const known: Readonly<Record<string, readonly string[]>> = {
      script: keepalived.scripts.map(({ name }) => name),
      file: keepalived.trackFiles.map(({ name }) => name),
      process: keepalived.trackProcesses.map(({ name }) => name),
    };
    return [...keepalived.instances, ...keepalived.syncGroups].flatMap(({ tracks }) =>
      tracks.flatMap(({ kind, name, at }): readonly Finding[] => {
        const names = known[kind];
        if (names === undefined || names.includes(name)) return [];
        const meant = nearest(name, names);
        return [
          {
            at,
            message: `There is no ${BLOCKS[kind] ?? kind} ${name}: Keepalived ignores this line and starts, and nothing that it should watch moves the VIP.`,
            remedy:
              meant === undefined
                ? `define "${BLOCKS[kind] ?? kind} ${name} { … }", or remove the line.`
                : `write ${meant}.`,
          },
        ];
      }),
    );
  },
};

const BLOCKS: Readonly<Record<string, string>> = {
  script: 'vrrp_script',
  file: 'track_file',
  process: 'vrrp_track_process',
};

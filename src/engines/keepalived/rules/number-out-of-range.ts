import type { Finding, Rule } from '../../../base/rule.ts';
import { versionOf } from '../meaning/in-force.ts';
import type { Said, Track } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

export const numberOutOfRange: Rule<KeepalivedSubject> = {
  code: 'keepalived/number-out-of-range',
  severity: 'error',
  title: 'Number that Keepalived does not accept',
  why: 'Keepalived replaces a number out of range by a default, or ignores it, and starts with values that nobody chose.',
  source:
    'keepalived -t: "Priority not valid! must be between 1 & 255. Using default 100", "VRID … not valid", "Advert interval … not valid", "weight … must be in [-253, 253]"',
  find: ({ keepalived }) => [
    ...keepalived.instances.flatMap((instance) => {
      const version = versionOf(keepalived, instance);
      // Version 3 has 12 bits of hundredths of a second.
      const longest = version === 3 ? 40.95 : 255;
      return [
        ...outside('priority', instance.priority, 1, 255, true, 'takes 100'),
        ...outside('virtual_router_id', instance.routerId, 1, 255, true, 'drops the instance'),
        ...outside(
          'advert_int',
          instance.advertSeconds,
          0.01,
          longest,
          false,
          version === 3 ? 'takes the nearest it knows' : 'takes 1 s',
        ),
      ];
    }),
    ...keepalived.scripts.flatMap(({ weight, intervalSeconds, timeoutSeconds, fall, rise }) => [
      // Measured: 2.2.7 complains and uses -300 as it is.
      ...outside('weight', weight, -253, 253, true, 'complains').map((finding) => ({
        ...finding,
        severity: 'warning' as const,
      })),
      // Measured: 2.2.7 says "invalid number '0.5'", and has 32 bits of microseconds.
      ...outside('interval', intervalSeconds, 1, 4294, true, 'takes 1 s'),
      ...outside(
        'timeout',
        timeoutSeconds,
        1,
        4294,
        true,
        timeoutSeconds?.value === 0 ? 'takes 1 s' : 'takes the interval',
      ),
      ...outside('fall', fall, 1, Infinity, true, 'takes 1'),
      ...outside('rise', rise, 1, Infinity, true, 'takes 1'),
    ]),
    ...[...keepalived.trackFiles, ...keepalived.trackProcesses].flatMap(({ weight }) =>
      outside('weight', weight, -254, 254, true, 'takes 1'),
    ),
    ...[...keepalived.instances, ...keepalived.syncGroups].flatMap(({ tracks }) =>
      tracks.flatMap(trackOutside),
    ),
  ],
};

function outside(
  keyword: string,
  said: Said<number> | undefined,
  least: number,
  most: number,
  isWhole: boolean,
  consequence: string,
): readonly Finding[] {
  if (said === undefined) return [];
  const { value, at } = said;
  if (value >= least && value <= most && (!isWhole || Number.isInteger(value))) return [];
  const range = most === Infinity ? `at least ${least}` : `from ${least} to ${most}`;
  const kind = isWhole ? 'a whole number ' : '';
  const is = Number.isNaN(value) ? 'is no number' : `is ${value}`;
  return [
    {
      at,
      message: `${keyword} ${is} and must be ${kind}${range}: Keepalived ${consequence} and starts.`,
      remedy: `choose ${kind}${range}.`,
    },
  ];
}

/** A weight written at the track; one of what is tracked is told there. */
function trackOutside({ kind, name, weight, at, hasOwnWeight }: Track): readonly Finding[] {
  const most = kind === 'file' || kind === 'process' ? 254 : 253;
  return hasOwnWeight
    ? outside(`The weight of ${name}`, { value: weight, at }, -most, most, true, 'ignores it')
    : [];
}

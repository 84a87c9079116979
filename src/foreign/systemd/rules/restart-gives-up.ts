import { parseDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import { findSetting } from '../grammar/find-setting.ts';
import type { SystemdSetting, SystemdUnit } from '../grammar/source.ts';
import { engineOfUnit } from './engine-of-unit.ts';
import type { SystemdSubject } from './subject.ts';

/** systemd's own, in milliseconds and starts (systemd-system.conf(5)). */
const DEFAULT = { delayMs: 100, intervalMs: 10_000, burst: 5 };

export const restartGivesUp: Rule<SystemdSubject> = {
  code: 'systemd/restart-gives-up',
  severity: 'warning',
  title: 'systemd stops restarting the engine after some deaths',
  why: 'An engine that cannot start for some seconds (a name that is not resolved yet, an address that is not there yet) is given up, and stays down when the cause is gone.',
  source: 'systemd.unit(5) StartLimitIntervalSec=, systemd.service(5) RestartSec=',
  find({ systemd }) {
    const engine = engineOfUnit(systemd);
    const restart = findSetting(systemd, 'Service', 'Restart');
    if (
      engine === undefined ||
      restart === undefined ||
      !/^(?:always|on-failure|on-abnormal)$/.test(restart.value)
    ) {
      return [];
    }
    const interval =
      limitSetting(systemd, 'StartLimitIntervalSec') ?? limitSetting(systemd, 'StartLimitInterval');
    const burst = limitSetting(systemd, 'StartLimitBurst');
    const delay = findSetting(systemd, 'Service', 'RestartSec');
    const intervalMs = interval === undefined ? DEFAULT.intervalMs : systemdTimeMs(interval.value);
    const delayMs = delay === undefined ? DEFAULT.delayMs : systemdTimeMs(delay.value);
    const starts = burst === undefined ? DEFAULT.burst : Number(burst.value);
    if (intervalMs === undefined || delayMs === undefined || !Number.isInteger(starts)) return [];
    // 0 switches the limit off; the starts, a delay apart, must not all fit into the interval.
    if (intervalMs === 0 || starts === 0 || starts * delayMs >= intervalMs) return [];
    const said = burst ?? interval;
    return [
      {
        at: (said ?? restart).at,
        // With nothing but the defaults it is advice: most units of distributions are so.
        severity: said === undefined ? 'info' : 'warning',
        message: `After ${starts} deaths within ${intervalMs / 1000} s systemd gives ${engine} up for good, and with ${delayMs / 1000} s between the starts that takes ${(starts * delayMs) / 1000} s.`,
        remedy:
          'set StartLimitIntervalSec=0 in [Unit], and RestartSec=1 in [Service] so that the starts do not use up the processor.',
      },
    ];
  },
};

/** The limits belong to [Unit]; in [Service] they are understood as well (systemd < 230). */
function limitSetting(unit: SystemdUnit, key: string): SystemdSetting | undefined {
  return findSetting(unit, 'Unit', key) ?? findSetting(unit, 'Service', key);
}

/** Seconds without a unit; `500ms`, `5s`, `1min`; several parts or other units: not known. */
function systemdTimeMs(value: string): number | undefined {
  if (value === 'infinity') return undefined;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  return parseDuration(
    value
      .replace(/\s+/, '')
      .replace(/(?<=\d)min$/, 'm')
      .replace(/(?<=\d)sec$/, 's'),
  );
}

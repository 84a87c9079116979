import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FormerUnit } from './plan/adopt-facts.ts';
import { GENTLE_SECONDS } from './plan/step-words.ts';

/** Vanishes with the next boot. */
export function dropInOf(unit: string): string {
  return `/run/systemd/system/${unit}.d/holdfast-adopt.conf`;
}

/**
 * systemd itself stops the unit, but gently: HAProxy's master hands SIGUSR1 on to its workers, nginx's SIGQUIT; neither
 * takes a new connection then. A signal alone would not do: `Restart=always` would start HAProxy again.
 */
export function makeGentle(unit: string, engine: FormerUnit['engine']): void {
  const signal = engine === 'nginx' ? 'SIGQUIT' : 'SIGUSR1';
  mkdirSync(dirname(dropInOf(unit)), { recursive: true });
  writeFileSync(
    dropInOf(unit),
    `# Written by holdfast adopt, which takes it away again.
[Service]
ExecStop=
KillSignal=${signal}
TimeoutStopSec=${GENTLE_SECONDS}
SuccessExitStatus=143 SIGUSR1 SIGQUIT
`,
  );
}

export function endGentleness(unit: string): void {
  rmSync(dropInOf(unit), { force: true });
}

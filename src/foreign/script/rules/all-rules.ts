import type { Rule } from '../../../base/rule.ts';
import { addressMatchedLoosely } from './address-matched-loosely.ts';
import { checkRestartsEngine } from './check-restarts-engine.ts';
import { configCheckHalfRead } from './config-check-half-read.ts';
import { containerOutlivesEngine } from './container-outlives-engine.ts';
import { failureOnlyPrinted } from './failure-only-printed.ts';
import { probeWithoutTimeout } from './probe-without-timeout.ts';
import { processCheckOnly } from './process-check-only.ts';
import { reloadResetsConnections } from './reload-resets-connections.ts';
import { standbyIsCritical } from './standby-is-critical.ts';
import { stateFromLog } from './state-from-log.ts';
import type { ScriptSubject } from './subject.ts';

/** Every rule about one shell script, sorted by name. */
export const SCRIPT_RULES: readonly Rule<ScriptSubject>[] = [
  addressMatchedLoosely,
  checkRestartsEngine,
  configCheckHalfRead,
  containerOutlivesEngine,
  failureOnlyPrinted,
  probeWithoutTimeout,
  processCheckOnly,
  reloadResetsConnections,
  standbyIsCritical,
  stateFromLog,
];

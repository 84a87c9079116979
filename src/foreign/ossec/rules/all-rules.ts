import type { Rule } from '../../../base/rule.ts';
import { agentReconnectsTooEarly } from './agent-reconnects-too-early.ts';
import { agentServerTwice } from './agent-server-twice.ts';
import { agentSlowFailover } from './agent-slow-failover.ts';
import { agentsReconnectByForce } from './agents-reconnect-by-force.ts';
import { excludedNodesBlank } from './excluded-nodes-blank.ts';
import { excludedNodesTooMany } from './excluded-nodes-too-many.ts';
import { helperBesideManager } from './helper-beside-manager.ts';
import { helperClientCertIgnored } from './helper-client-cert-ignored.ts';
import { helperHttpsWithoutCert } from './helper-https-without-cert.ts';
import { helperNeverRuns } from './helper-never-runs.ts';
import { helperNumberRefused } from './helper-number-refused.ts';
import { helperOptionMissing } from './helper-option-missing.ts';
import { helperOptionWithComma } from './helper-option-with-comma.ts';
import { helperOptionWithoutText } from './helper-option-without-text.ts';
import { helperOverHttp } from './helper-over-http.ts';
import { helperPublishesWrongPort } from './helper-publishes-wrong-port.ts';
import { helperSwitchMisread } from './helper-switch-misread.ts';
import { nodeNameWithCapitals } from './node-name-with-capitals.ts';
import { overtakeTooLong } from './overtake-too-long.ts';
import type { OssecSubject } from './subject.ts';

/** Every rule about one ossec.conf or agent.conf, sorted by name. */
export const OSSEC_RULES: readonly Rule<OssecSubject>[] = [
  agentReconnectsTooEarly,
  agentServerTwice,
  agentSlowFailover,
  agentsReconnectByForce,
  excludedNodesBlank,
  excludedNodesTooMany,
  helperBesideManager,
  helperClientCertIgnored,
  helperHttpsWithoutCert,
  helperNeverRuns,
  helperNumberRefused,
  helperOptionMissing,
  helperOptionWithComma,
  helperOptionWithoutText,
  helperOverHttp,
  helperPublishesWrongPort,
  helperSwitchMisread,
  nodeNameWithCapitals,
  overtakeTooLong,
];

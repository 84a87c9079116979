import { readFileSync } from 'node:fs';
import type { ClusterMaster } from '../cluster/cluster-master.ts';
import { ClusterWorker } from '../cluster/cluster-worker.ts';
import type { ProgramOptions } from '../program-options.ts';
import { API_ACTIONS } from './api-request.ts';
import type { ApiRules } from './api-server.ts';

/** What was said of the API on the command line; the defaults are the documented ones. */
export function readApiRules(
  options: ProgramOptions,
  node: string,
  cluster: ClusterMaster | ClusterWorker,
): ApiRules {
  return {
    node,
    user: options.text('api-user') ?? 'wazuh',
    password: readPassword(options.text('api-password') ?? 'wazuh'),
    actions: options.text('api-actions')?.split(',') ?? API_ACTIONS,
    limits: {
      requestsPerMinute: options.number('requests-per-minute', 300),
      loginAttempts: options.number('login-attempts', 50),
      blockMs: options.number('block-time', 300) * 1000,
    },
    tokenSeconds: options.number('token-time', 900),
    isMasterThere: () => !(cluster instanceof ClusterWorker) || cluster.isJoined,
  };
}

/** `@FILE` is a file's text without its last newline: who looks at processes sees no password then. */
function readPassword(text: string): string {
  return text.startsWith('@') ? readFileSync(text.slice(1), 'utf8').replace(/\n$/, '') : text;
}

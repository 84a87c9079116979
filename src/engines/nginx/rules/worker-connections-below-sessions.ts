import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { hasOpenInclude, settingOf } from '../meaning/in-force.ts';
import { scopesOf, scopesOfKind } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

const DEFAULT_CONNECTIONS = 512;

export const workerConnectionsBelowSessions: Rule<NginxSubject> = {
  code: 'nginx/worker-connections-below-sessions',
  severity: 'error',
  title: 'Too few worker_connections for the sessions',
  why: 'A proxied session takes two connections, the client\'s and the server\'s, and worker_connections counts both. Above the limit nginx drops new clients ("worker_connections are not enough").',
  source: 'nginx.org, ngx_core_module, worker_connections',
  find: ({ nginx, context }) => {
    const [events] = scopesOfKind(nginx, 'events');
    const [file] = scopesOf(nginx);
    const wanted = context.sessions;
    if (events === undefined || file === undefined || wanted === undefined || hasOpenInclude(events))
      return [];
    const setting = settingOf(events, 'worker_connections');
    const connections = setting === undefined ? DEFAULT_CONNECTIONS : Number(setting.args[0]);
    const processes = settingOf(file, 'worker_processes')?.args[0] ?? '1';
    const workers = Number(processes);
    const carried = Math.floor(connections / 2) * (processes === 'auto' ? 1 : workers);
    if (!Number.isInteger(connections) || Number.isNaN(carried) || carried >= wanted) return [];
    const isAuto = processes === 'auto';
    const who = isAuto ? 'one worker' : `${workers} ${workers === 1 ? 'worker' : 'workers'}`;
    const share = isAuto
      ? ` It takes ${Math.ceil(wanted / Math.max(1, carried))} evenly filled workers to carry them, and "auto" makes as many as there are CPUs.`
      : '';
    const at = setting ?? events.directive;
    if (at === undefined) return [];
    return [
      {
        at: directiveSpan(at),
        message: `${connections} worker_connections are ${carried} proxied sessions for ${who}; ${wanted} must be carried.${share}`,
        remedy: `write "worker_connections ${2 * Math.ceil(wanted / (isAuto ? 1 : workers)) + 64};" and a worker_rlimit_nofile above that.`,
        severity: isAuto ? 'warning' : 'error',
      },
    ];
  },
};

import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { settingOf } from '../meaning/in-force.ts';
import { scopesOfKind } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const workerConnectionsAboveNofile: Rule<NginxSubject> = {
  code: 'nginx/worker-connections-above-nofile',
  severity: 'warning',
  title: 'More worker_connections than open files',
  why: 'Each connection is an open file. When the limit of files is reached first, accept() and connect() fail ("Too many open files"), and logs and cached files cannot be opened either.',
  source: 'nginx.org, ngx_core_module, worker_rlimit_nofile; nginx warns only when it starts as root',
  find: ({ nginx }) =>
    scopesOfKind(nginx, 'events').flatMap((events) => {
      const connections = settingOf(events, 'worker_connections');
      const files = settingOf(events, 'worker_rlimit_nofile');
      if (connections === undefined || files === undefined) return [];
      const [wanted, limit] = [Number(connections.args[0]), Number(files.args[0])];
      // NaN (a word that is no number) is above nothing.
      if (!(wanted > limit)) return [];
      return [
        {
          at: directiveSpan(connections),
          message: `A worker may open ${limit} files (worker_rlimit_nofile, line ${directiveSpan(files).line}), fewer than its ${wanted} worker_connections.`,
          remedy: `write "worker_rlimit_nofile ${2 * wanted};".`,
        },
      ];
    }),
};

import type { Rule } from '../../../base/rule.ts';
import { directiveSpan } from '../grammar/spans.ts';
import { hasOpenInclude, ownOf } from '../meaning/in-force.ts';
import { scopesOf, scopesOfKind } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const oldWorkersStay: Rule<NginxSubject> = {
  code: 'nginx/old-workers-stay',
  severity: 'info',
  title: 'Old workers stay after reloads',
  why: 'After a reload the former workers live until their last session ends. With long-lived TCP sessions that is days: every reload adds a set of workers, with its memory and its own idea of which servers are alive.',
  source: 'nginx.org, ngx_core_module, worker_shutdown_timeout (no limit by default)',
  find: ({ nginx }) => {
    const [file] = scopesOf(nginx);
    const [stream] = scopesOfKind(nginx, 'stream');
    const isMain = scopesOfKind(nginx, 'events').length > 0;
    if (file === undefined || stream?.directive === undefined || !isMain || hasOpenInclude(file)) return [];
    if (ownOf(file, 'worker_shutdown_timeout').length > 0) return [];
    return [
      {
        at: directiveSpan(stream.directive),
        message:
          'TCP sessions are carried here and no worker_shutdown_timeout is set: each reload leaves a set of old workers behind until their last session ends.',
        remedy: 'write "worker_shutdown_timeout 10m;" at the top, as long as sessions may take to move.',
      },
    ];
  },
};

import type { Rule } from '../../../base/rule.ts';
import { argSpan, directiveSpan } from '../grammar/spans.ts';
import { hasOpenInclude, ownOf } from '../meaning/in-force.ts';
import { readListens } from '../meaning/listens.ts';
import { type Scope, scopesOfKind } from '../meaning/scope.ts';
import type { NginxSubject } from './subject.ts';

export const serverNameConflict: Rule<NginxSubject> = {
  code: 'nginx/server-name-conflict',
  severity: 'error',
  title: 'Two servers with one name on one socket',
  why: 'nginx warns "conflicting server name … ignored" and starts: the second server never gets a request for that name, and its locations, certificates and access rules are without effect.',
  source: 'nginx.org, "How nginx processes a request"; nginx -t 1.22.1 answers 0',
  find: ({ nginx }) => {
    const first = new Map<string, Scope>();
    return scopesOfKind(nginx, 'server').flatMap((server) => {
      if (server.protocol !== 'http' || server.directive === undefined || hasOpenInclude(server)) return [];
      const own = readListens(server);
      const sockets = own.length === 0 ? ['0.0.0.0:80'] : own.map(({ socket }) => socket);
      return namesOf(server).flatMap(({ name, at }) => {
        const taken = sockets.find((socket) => (first.get(`${socket} ${name}`) ?? server) !== server);
        for (const socket of sockets) {
          if (!first.has(`${socket} ${name}`)) first.set(`${socket} ${name}`, server);
        }
        const other = first.get(`${taken} ${name}`)?.directive;
        if (taken === undefined || other === undefined) return [];
        const { path, line } = directiveSpan(other);
        const called = name === '' ? 'has no server_name' : `has the server_name ${name}`;
        return [
          {
            at,
            message: `The server at ${path}:${line} also ${called} and listens on ${taken}: this one gets no request for it.`,
            remedy: 'put the two together, or give one of them another name or another address.',
          },
        ];
      });
    });
  },
};

/** No server_name is the name "". */
function namesOf(server: Scope): { name: string; at: ReturnType<typeof argSpan> }[] {
  const directives = ownOf(server, 'server_name');
  const names = directives.flatMap((directive) =>
    directive.args.map((arg, index) => ({ name: arg.toLowerCase(), at: argSpan(directive, index) })),
  );
  if (names.length > 0 || server.directive === undefined) return names;
  return [{ name: '', at: directiveSpan(server.directive) }];
}

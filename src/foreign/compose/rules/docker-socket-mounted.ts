import type { Rule } from '../../../base/rule.ts';
import { mountsOf } from './mounts.ts';
import type { ComposeSubject } from './subject.ts';

export const dockerSocketMounted: Rule<ComposeSubject> = {
  code: 'compose/docker-socket-mounted',
  severity: 'warning',
  title: "The host's container engine is handed in",
  why: 'Who can write to this socket is root on the host, and ":ro" does not change that: it makes the file read-only, not the API. One hole in a proxy that faces the network is then the whole host.',
  source: 'Docker documentation, "Protect the Docker daemon socket"',
  find: ({ compose }) =>
    compose.services.flatMap((service) =>
      mountsOf(service)
        .filter(({ source }) => /(?:^|\/)(?:docker|podman|containerd)\.sock$/.test(source))
        .map(({ at, source }) => ({
          at,
          message: `${service.name} gets ${source}: who breaks into it is root on the host.`,
          remedy: 'take it out, or put a proxy before it that lets only reading requests through.',
        })),
    ),
};

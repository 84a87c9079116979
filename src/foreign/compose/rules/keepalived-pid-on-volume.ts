import type { Rule } from '../../../base/rule.ts';
import { mountsOf } from './mounts.ts';
import { roleOf } from './role.ts';
import type { ComposeSubject } from './subject.ts';

export const keepalivedPidOnVolume: Rule<ComposeSubject> = {
  code: 'compose/keepalived-pid-on-volume',
  severity: 'warning',
  title: 'pid files outlive the container',
  why: 'A pid file that stays after a kill names a process that exists in the new container too, mostly 1 or Keepalived itself: it says "daemon is already running" and ends, again and again.',
  source: 'osixia/container-keepalived#18',
  find: ({ compose }) =>
    compose.services
      .filter((service) => roleOf(service) === 'keepalived')
      .flatMap((service) =>
        mountsOf(service)
          .filter(
            ({ target, type }) => /^(?:\/var)?\/run(?:\/keepalived)?\/?$/.test(target) && type !== 'tmpfs',
          )
          .map(({ at, target }) => ({
            at,
            message: `${target} of ${service.name} is kept on a volume, and with it Keepalived's pid files: after a kill it may refuse to start.`,
            remedy: `take the volume out, or make it a tmpfs ("tmpfs: [${target}]").`,
          })),
      ),
};

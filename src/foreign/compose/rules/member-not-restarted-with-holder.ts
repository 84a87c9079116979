import type { Rule } from '../../../base/rule.ts';
import { endsItself } from './ends-itself.ts';
import { OR_RENDER } from './rendered.ts';
import { isEngine } from './role.ts';
import { entryOf, isWhole, ownerOf, settingOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const memberNotRestartedWithHolder: Rule<ComposeSubject> = {
  code: 'compose/member-not-restarted-with-holder',
  severity: 'warning',
  title: 'Restart of the holder does not restart members',
  why: '"docker compose restart" and "up" with a new image of the holder leave those that joined its network in the old one, unless depends_on says "restart: true".',
  source: 'Compose specification, depends_on, restart; docker/compose#10263',
  find: ({ compose }) =>
    compose.services.flatMap((service) => {
      const owner = ownerOf(compose, service);
      if (owner === undefined || isEngine(owner) || !isEngine(service) || !isWhole(compose, service))
        return [];
      // It finds home by itself, whoever restarts the holder.
      if (endsItself(service)) return [];
      const depends = settingOf(service, 'depends_on');
      const restart = entryOf(entryOf(depends?.value, owner.name)?.value, 'restart')?.value;
      if (restart?.kind === 'scalar' && restart.text !== 'false') return [];
      return [
        {
          at: depends?.at ?? service.at,
          message: `When Compose restarts or updates ${owner.name}, it leaves ${service.name} in the old network.`,
          remedy: `write "depends_on: { ${owner.name}: { condition: service_started, restart: true } }"${OR_RENDER}`,
        },
      ];
    }),
};

import type { Rule } from '../../../base/rule.ts';
import type { ComposeService } from '../grammar/tree.ts';
import { endsItself } from './ends-itself.ts';
import { OR_RENDER } from './rendered.ts';
import { isEngine, roleOf } from './role.ts';
import { isWhole, ownerOf, settingOf, wordsOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const memberStaysInDeadNetwork: Rule<ComposeSubject> = {
  code: 'compose/member-stays-in-dead-network',
  severity: 'warning',
  title: 'Does not leave a network that is gone',
  why: 'When the holder of the network is restarted, those that joined it stay in the old one, without an interface and shown as Up; "up -d" does not heal it.',
  source:
    'measured with docker-compose 1.29 and podman 4.3: with a check that ends the container, all is back after 2.7 s; without one, never',
  find: ({ compose }) =>
    compose.services.flatMap((service) => {
      const owner = ownerOf(compose, service);
      const mode = settingOf(service, 'network_mode');
      // An engine that owns the network is a graver finding of its own.
      if (owner === undefined || mode === undefined || isEngine(owner) || roleOf(service) === 'other')
        return [];
      if (!isWhole(compose, service) || endsItself(service) || healsUnhealthy(compose.services, service))
        return [];
      return [
        {
          at: service.at,
          message: `When ${owner.name} is restarted, ${service.name} stays in its old network, without an interface, until somebody restarts it.`,
          remedy: `write a healthcheck that ends the container then: test "ip link show eth0 || kill -TERM 1", interval 1s, with "restart: always"${OR_RENDER}`,
        },
      ];
    }),
};

/** A companion restarts whatever is unhealthy. */
function healsUnhealthy(services: readonly ComposeService[], service: ComposeService): boolean {
  const hasHealer = services.some((other) =>
    /autoheal/i.test(`${other.name} ${wordsOf(settingOf(other, 'image')?.value)[0]?.text ?? ''}`),
  );
  return hasHealer && settingOf(service, 'healthcheck') !== undefined;
}

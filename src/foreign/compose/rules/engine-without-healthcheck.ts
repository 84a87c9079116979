import type { Rule } from '../../../base/rule.ts';
import { OR_RENDER } from './rendered.ts';
import { isEngine } from './role.ts';
import { isWhole, settingOf } from './service.ts';
import type { ComposeSubject } from './subject.ts';

export const engineWithoutHealthcheck: Rule<ComposeSubject> = {
  code: 'compose/engine-without-healthcheck',
  severity: 'info',
  title: 'Load balancer without health check',
  why: 'Without a check "Up" means only that a process exists: an engine that hangs, or that has lost its network, looks healthy.',
  source: 'Compose specification, healthcheck; measured: Keepalived without an interface is shown as Up',
  find: ({ compose }) =>
    compose.services
      .filter((service) => isEngine(service) && isWhole(compose, service))
      .filter(
        (service) =>
          settingOf(service, 'healthcheck') === undefined && settingOf(service, 'build') === undefined,
      )
      .map((service) => ({
        at: service.at,
        message: `Nothing checks whether ${service.name} works; "Up" says only that it runs.`,
        remedy: `write a "healthcheck" that asks it for a page, or looks for its interface${OR_RENDER}`,
      })),
};

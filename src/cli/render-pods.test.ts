import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeSubject } from '../../tests/support/compose-subject.ts';
import { webSite } from '../../tests/support/web-site.ts';
import { COMPOSE_RULES } from '../foreign/compose/rules/all-rules.ts';
import { planPod } from '../pods/plan-pod.ts';
import type { PodOptions } from '../pods/pod.ts';
import { printCompose } from '../pods/print-compose.ts';

const CASES: readonly Pick<PodOptions, 'style' | 'network'>[] = [
  { style: 'one', network: 'macvlan' },
  { style: 'one', network: 'host' },
  { style: 'members', network: 'macvlan' },
  { style: 'members', network: 'ipvlan' },
];

for (const { style, network } of CASES) {
  test(`no rule of compose files finds anything in our own: ${style}, ${network}`, () => {
    const site = webSite();
    const [node] = site.nodes;
    assert.ok(node !== undefined);
    const options = { engine: 'docker', parents: {}, gateways: [], image: 'holdfast:1' } as const;
    const { pod } = planPod(site, node, { ...options, style, network });
    assert.ok(pod !== undefined);
    const subject = composeSubject(printCompose(pod));
    assert.deepEqual(
      COMPOSE_RULES.flatMap((rule) => rule.find(subject).map(({ message }) => message)),
      [],
    );
  });
}

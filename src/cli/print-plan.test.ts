import assert from 'node:assert/strict';
import { it } from 'node:test';
import { PLAN_SPEC, planOf } from '../../tests/support/a-plan.ts';
import { printPlan } from './print-plan.ts';

const plain = { colour: false };

it('says that there is nothing to do', () => {
  assert.match(
    printPlan(planOf(PLAN_SPEC, PLAN_SPEC), plain),
    /^web-edge: nothing to do; sha256:\S+ is in force\.\n$/,
  );
});

it('begins with a sentence, tells each change with its place and why, and shows equal files of nodes once', () => {
  const text = printPlan(planOf(PLAN_SPEC, PLAN_SPEC.replace('      web1: 10.77.0.21:8080\n', '')), plain);
  assert.equal(
    text,
    `web-edge: 1 change; impact: runtime (no reload)

  runtime (no reload)  pool web: server web1 10.77.0.21:8080 is removed (lb1, lb2)  old.yaml:18:13
                       its sessions must end first

lb1/haproxy.cfg, lb2/haproxy.cfg
@@ -49,5 +49,4 @@
     http-check send meth GET uri /health
     http-check expect status 200-399
     default-server check inter 2s fall 3 rise 2
-    server web1 10.77.0.21:8080 weight 1  # old.yaml:18:13
     server web2 10.77.0.22:8080 weight 2
`,
  );
});

it('colours only when asked', () => {
  const plan = planOf(PLAN_SPEC, PLAN_SPEC.replace('routerId: 77', 'routerId: 78'));
  assert.ok(!printPlan(plan, plain).includes('\u001b'));
  assert.match(printPlan(plan, { colour: true }), /\u001b\[31mVIP interrupted\u001b\[0m/);
});

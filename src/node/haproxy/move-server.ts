import { command } from '../../engines/haproxy/runtime/commands.ts';
import { describeStep } from '../../engines/haproxy/runtime/describe-step.ts';
import type { StepOf } from '../../engines/haproxy/runtime/runtime-step.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';
import { scout } from './scout.ts';
import { expectServer } from './see-in-force.ts';

/**
 * Another address for a server that runs. When a scout found it alive, or nothing is checked, the server goes on
 * without a gap; otherwise it counts as failed until the checks of the new address have passed.
 */
export async function moveServer(cli: HaproxyRuntime, step: StepOf<'address'>): Promise<string> {
  const { pool, server, host, port, admin, isChecked } = step;
  const isAlive = step.scout === undefined ? false : await scout(cli, { ...step, words: step.scout });
  const mustProve = isChecked && !isAlive && admin === 'ready';
  if (mustProve) await cli.ask(command.state(pool, server, 'drain'));
  await cli.ask(command.address(pool, server, host, port));
  if (mustProve) {
    await cli.ask(command.healthDown(pool, server));
    await cli.ask(command.state(pool, server, 'ready'));
  }
  await expectServer(
    cli,
    step,
    'the new address',
    (one) => one.host === host && one.port === port && one.admin === admin,
  );
  const proof = mustProve ? '; it gets new sessions once its checks have passed there' : '';
  return `done: ${describeStep(step)}${proof}`;
}

import { command } from '../../engines/haproxy/runtime/commands.ts';
import { describeStep } from '../../engines/haproxy/runtime/describe-step.ts';
import type { StepOf } from '../../engines/haproxy/runtime/runtime-step.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';
import { scout } from './scout.ts';
import { expectServer } from './see-in-force.ts';

/**
 * A server is created in maintenance. Put to work as it is, HAProxy would send it sessions before the first check
 * (measured on 2.6.12: a dead one cost 1 request in 20). So a scout goes first; where it fails, the server begins as
 * failed and comes in by its own checks.
 */
export async function addServer(cli: HaproxyRuntime, step: StepOf<'add'>): Promise<string> {
  const { pool, server, host, port, words, admit } = step;
  const isAlive = step.scout === undefined ? false : await scout(cli, { ...step, words: step.scout });
  await cli.ask(command.add(pool, server, host, port, words));
  if (step.hasAgent) await cli.ask(command.enableAgent(pool, server));
  if (step.isChecked) await cli.ask(command.enableHealth(pool, server));
  if (admit === 'ready' && step.isChecked && !isAlive) return await beginFailed(cli, step);
  if (admit !== 'maint') await cli.ask(command.state(pool, server, admit));
  await expectServer(cli, step, 'the new state', (one) => one.admin === admit);
  return `done: ${describeStep(step)}${isAlive ? ': it passed and serves' : ''}`;
}

/** `drain` first: `health down` said to a server in maintenance is wiped when it is put to work. */
async function beginFailed(cli: HaproxyRuntime, step: StepOf<'add'>): Promise<string> {
  await cli.ask(command.state(step.pool, step.server, 'drain'));
  await cli.ask(command.healthDown(step.pool, step.server));
  await cli.ask(command.state(step.pool, step.server, 'ready'));
  await expectServer(cli, step, 'the new state', (one) => one.admin === 'ready');
  return `done: ${describeStep(step)}; it did not pass one yet`;
}

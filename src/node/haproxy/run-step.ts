import { command } from '../../engines/haproxy/runtime/commands.ts';
import { describeStep } from '../../engines/haproxy/runtime/describe-step.ts';
import type { RuntimeStep, StepOf } from '../../engines/haproxy/runtime/runtime-step.ts';
import { addServer } from './add-server.ts';
import { commitCertificate } from './commit-certificate.ts';
import { emptyServer } from './empty-server.ts';
import { moveServer } from './move-server.ts';
import { observeRuntime, observeServer } from './observe-runtime.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';
import { expectGone, expectServer, requireTrue } from './see-in-force.ts';

/**
 * Does one step and sees that it is in force. @returns what is so now, in a sentence, and how many sessions it ended
 * @throws Fault
 */
export async function runStep(
  cli: HaproxyRuntime,
  step: RuntimeStep,
): Promise<{ readonly says: string; readonly sessionsCut: number }> {
  if (step.kind === 'empty') return await emptyServer(cli, step);
  return { says: await runUncutting(cli, step), sessionsCut: 0 };
}

async function runUncutting(
  cli: HaproxyRuntime,
  step: Exclude<RuntimeStep, StepOf<'empty'>>,
): Promise<string> {
  switch (step.kind) {
    case 'add':
      return await addServer(cli, step);
    case 'address':
      return await moveServer(cli, step);
    case 'certificate':
      return await commitCertificate(cli, step);
    case 'weight':
      await cli.ask(command.weight(step.pool, step.server, step.value));
      await expectServer(cli, step, 'its weight', ({ weight }) => weight === step.weight);
      break;
    case 'server-limit':
      await cli.ask(command.serverLimit(step.pool, step.server, step.maxconn));
      await expectServer(cli, step, 'its limit', ({ maxconn }) => maxconn === step.maxconn);
      break;
    case 'state':
      await cli.ask(command.state(step.pool, step.server, step.to));
      await expectServer(cli, step, 'its state', ({ admin }) => admin === step.to);
      break;
    case 'delete':
      if ((await observeServer(cli, step.pool, step.server)) === undefined) break;
      if (step.waitsForRemovable) await cli.ask(command.waitForRemovable(step.pool, step.server));
      await cli.ask(command.delete(step.pool, step.server));
      await expectGone(cli, step);
      break;
    case 'frontend-limit': {
      await cli.ask(command.frontendLimit(step.frontend, step.maxconn));
      const { frontends } = await observeRuntime(cli);
      requireTrue(frontends.get(step.frontend) === step.maxconn, describeStep(step));
      break;
    }
    case 'process-limit':
      await cli.ask(command.processLimit(step.maxconn));
      requireTrue((await observeRuntime(cli)).maxconn === step.maxconn, describeStep(step));
      break;
  }
  return `done: ${describeStep(step)}`;
}

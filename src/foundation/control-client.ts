import { connect } from 'node:net';
import { Fault } from '../base/fault.ts';
import type { ControlAnswer, ControlRequest } from './control-protocol.ts';

/**
 * Asks a foundation one thing.
 * @throws Fault `foundation/no-answer` when nobody listens there, or the answer takes longer than `timeoutMs`
 */
export function askFoundation(
  socketPath: string,
  request: ControlRequest,
  timeoutMs: number,
): Promise<ControlAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    let text = '';
    const fail = (words: string, cause?: unknown): void => {
      socket.destroy();
      reject(
        new Fault(
          'foundation/no-answer',
          `The foundation behind ${socketPath} does not answer: ${words}.`,
          'See whether it runs and what it logged (lab logs NODE); traffic does not need it.',
          words,
          cause,
        ),
      );
    };
    socket.setEncoding('utf8');
    socket.setTimeout(timeoutMs, () => fail(`nothing within ${timeoutMs} ms`));
    socket.on('error', (error) => fail(error.message, error));
    socket.on('close', () => fail('it closed the connection'));
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      resolve(JSON.parse(text.slice(0, end)) as ControlAnswer);
      socket.destroy();
    });
  });
}

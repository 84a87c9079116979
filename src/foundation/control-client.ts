import { connect } from 'node:net';
import { Fault } from '../base/fault.ts';
import type { ControlAnswer, ControlRequest } from './control-protocol.ts';

/**
 * Asks a foundation one thing.
 * @throws Fault `foundation/no-answer` when nobody listens there, or the answer takes longer than `timeoutMs`
 */
export async function askFoundation(
  socketPath: string,
  request: ControlRequest,
  timeoutMs: number,
): Promise<ControlAnswer> {
  return (await exchange(socketPath, request, timeoutMs)).answer;
}

/**
 * What a former HAProxy process answers to one command (`OLD_HAPROXY_COMMAND`).
 * @throws Fault `foundation/no-answer`; that of the foundation, such as `foundation/no-old-haproxy`
 */
export async function askOldHaproxy(
  socketPath: string,
  pid: number,
  command: string,
  timeoutMs: number,
): Promise<string> {
  const request = { do: 'ask-old-haproxy', pid, command } as const;
  const { answer, texts } = await exchange(socketPath, request, timeoutMs);
  if (answer.ok) return texts.join('');
  const { code, message, remedy, evidence } = answer.fault;
  throw new Fault(code, message, remedy, evidence);
}

interface Exchange {
  readonly answer: ControlAnswer;
  /** Of lines `{"text":…}` before it. */
  readonly texts: readonly string[];
}

function exchange(socketPath: string, request: ControlRequest, timeoutMs: number): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    const texts: string[] = [];
    let parts: string[] = [];
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
    const take = (line: string): void => {
      const said = JSON.parse(line) as ControlAnswer | { readonly text: string };
      if ('text' in said) {
        texts.push(said.text);
        return;
      }
      resolve({ answer: said, texts });
      socket.destroy();
    };
    socket.setEncoding('utf8');
    socket.setTimeout(timeoutMs, () => fail(`nothing within ${timeoutMs} ms`));
    socket.on('error', (error) => fail(error.message, error));
    socket.on('close', () => fail('it closed the connection'));
    socket.on('connect', () => socket.write(`${JSON.stringify(request)}\n`));
    socket.on('data', (chunk: string) => {
      const lines = chunk.split('\n');
      const rest = lines.pop() ?? '';
      for (const line of lines) {
        take([...parts, line].join(''));
        parts = [];
      }
      parts.push(rest);
    });
  });
}

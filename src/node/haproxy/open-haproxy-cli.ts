import { Fault } from '../../base/fault.ts';
import { LONGEST_MESSAGE } from '../../engines/haproxy/runtime/abilities.ts';
import { readAnswer } from '../../engines/haproxy/runtime/read-answer.ts';
import { HaproxyCli } from '../../foundation/haproxy-cli.ts';

/** HAProxy's command socket for changes: one command at a time, each with a deadline, nothing is ever tried twice. */
export interface HaproxyRuntime {
  /**
   * @param payload lines for a command that ends in `<<`
   * @returns the answer without its severity
   * @throws Fault `node/haproxy-refused` with HAProxy's words, `node/haproxy-no-answer`, `node/haproxy-message-too-long`,
   *   `node/haproxy-unsafe-word`
   */
  ask(command: string, payload?: string): Promise<string>;
  /**
   * Commands that do not depend on each other's answers, sent together: a way there and back for all of them.
   * @returns an answer or HAProxy's refusal for each, in their order
   */
  askAll(commands: readonly string[]): Promise<readonly (string | Fault)[]>;
  close(): void;
}

/** HAProxy answers within milliseconds; a stalled machine may need a second. */
const DEADLINE_MS = 2_000;

/**
 * @param deadlineMs of the connection and of each answer
 * @throws Fault `node/haproxy-no-answer`
 */
export async function openHaproxyCli(socketPath: string, deadlineMs = DEADLINE_MS): Promise<HaproxyRuntime> {
  const cli = await HaproxyCli.open(socketPath, undefined, deadlineMs);
  if (cli === undefined) throw noAnswer(socketPath, 'its command socket', deadlineMs);
  const send = async (text: string, what: string) => {
    // Who is late is not asked again on this connection: the answer would be taken for that to the next question.
    const late = setTimeout(() => cli.close(), deadlineMs);
    const answer = await cli.ask(text);
    clearTimeout(late);
    if (answer === undefined) throw noAnswer(socketPath, `"${what}"`, deadlineMs);
    return answer;
  };
  await send('set severity-output number', 'set severity-output number');
  let last: Promise<unknown> = Promise.resolve();
  return {
    ask: (command, payload) => {
      const answer = last.then(async () => {
        const text = messageOf(command, payload);
        return readAnswer(nameOf(command), await send(text, nameOf(command)));
      });
      last = answer.catch(() => {});
      return answer;
    },
    askAll: (commands) => {
      const answers = last.then(() => Promise.all(commands.map(askOne)));
      last = answers.catch(() => {});
      return answers;
    },
    close: () => cli.close(),
  };

  async function askOne(command: string): Promise<string | Fault> {
    try {
      return readAnswer(nameOf(command), await send(messageOf(command, undefined), nameOf(command)));
    } catch (error) {
      if (error instanceof Fault) return error;
      throw error;
    }
  }
}

/** What goes over the socket, without the last newline. An empty line ends a payload. */
function messageOf(command: string, payload: string | undefined): string {
  // oxlint-disable-next-line no-control-regex -- a control character is what must not come through
  if (/[;\x00-\x1f\x7f]/.test(command)) throw unsafe(command);
  if (command.endsWith('<<') !== (payload !== undefined)) throw unsafe(command);
  const lines = (payload ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const text = payload === undefined ? command : [command, ...lines, ''].join('\n');
  const bytes = Buffer.byteLength(text) + 1;
  if (bytes <= LONGEST_MESSAGE) return text;
  throw new Fault(
    'node/haproxy-message-too-long',
    `"${nameOf(command)}" needs a message of ${bytes} bytes; HAProxy is sent ${LONGEST_MESSAGE} at most.`,
    'let the change be made by a reload.',
  );
}

/** The words of a command that name it: enough for a person, and nothing of a payload. */
function nameOf(command: string): string {
  return command.length <= 120 ? command : `${command.slice(0, 119)}…`;
}

function unsafe(command: string): Fault {
  return new Fault(
    'node/haproxy-unsafe-word',
    `${JSON.stringify(nameOf(command))} is not sent to HAProxy: it would be more than one command.`,
    'rename what it is about, or let the change be made by a reload.',
  );
}

function noAnswer(socketPath: string, what: string, deadlineMs: number): Fault {
  return new Fault(
    'node/haproxy-no-answer',
    `HAProxy did not answer ${what} on ${socketPath} within ${deadlineMs} ms.`,
    'see whether HAProxy runs and what its log says; a change that was on its way is looked for before anything else is done.',
  );
}

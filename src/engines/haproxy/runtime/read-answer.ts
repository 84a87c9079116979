import { Fault } from '../../../base/fault.ts';

/**
 * The answer to a command under `set severity-output number`, without its marks.
 * 0 to 3 are errors, 4 a warning, 5 and 6 are said in passing (management guide, "set severity-output").
 * @throws Fault `node/haproxy-refused` with HAProxy's words
 */
export function readAnswer(command: string, raw: string): string {
  // Before each line of a payload the prompt is `+ `.
  const text = raw.replace(/^(?:\+ )+/, '');
  const match = /^\[(\d)\]: ?/.exec(text);
  const words = text.slice(match?.[0].length ?? 0).trim();
  const isError = match !== null && Number(match[1]) <= 3;
  // These two come without a mark, whatever was asked for.
  if (!isError && !/^(?:Unknown command|Permission denied)/.test(words)) return words;
  throw new Fault(
    'node/haproxy-refused',
    `HAProxy refuses "${command}".`,
    'read its words; what was not changed here can be changed by a reload.',
    words,
  );
}

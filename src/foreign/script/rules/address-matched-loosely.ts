import { parseIp } from '../../../base/address.ts';
import type { Rule } from '../../../base/rule.ts';
import { baseName, commandsOf, programOf } from '../grammar/commands-of.ts';
import { expandKnown, knownVariables } from '../grammar/known-variables.ts';
import type { ShellCommand, ShellWord } from '../grammar/source.ts';
import { printsAddresses } from './prints-addresses.ts';
import type { ScriptSubject } from './subject.ts';

/** grep's options whose value is a word of its own. */
const TAKES_WORD = /^-(?:[ABCmdD]|-(?:color|after-context|before-context|context|max-count))$/;

export const addressMatchedLoosely: Rule<ScriptSubject> = {
  code: 'script/address-matched-loosely',
  severity: 'warning',
  title: 'grep finds the VIP in another address',
  why: 'The script takes an address that merely contains the VIP for the VIP, and reports a holder where there is none: nobody is alarmed when the VIP is gone.',
  source: 'grep(1): a pattern matches anywhere in the line, and . is any character',
  find({ script }) {
    const known = knownVariables(script);
    return commandsOf(script.steps).flatMap(({ command, pipeline, index }) => {
      const source = pipeline.commands[index - 1];
      if (source === undefined || !printsAddresses(source)) return [];
      const pattern = loosePattern(command);
      const ip =
        pattern === undefined ? undefined : parseIp(expandKnown(pattern, known).replaceAll('\\.', '.'));
      if (pattern === undefined || ip?.family !== 4) return [];
      const other = otherAddress(ip.address);
      return [
        {
          at: pattern.at,
          // Where the octets leave no room for another address the line is right, if by luck.
          severity: other === undefined ? 'info' : 'warning',
          message:
            other === undefined
              ? `The pattern ${ip.address} matches anywhere in a line, and its dots match any character. No other address contains this one, so that it is right by luck; the same line with 10.0.0.1 would find 10.0.0.10.`
              : `The pattern ${ip.address} also matches ${other}: a node that has only that one passes for the holder of the VIP.`,
          remedy: `ask for the address itself: \`ip -o addr show to ${ip.address}/32\`, or grep -wF.`,
        },
      ];
    });
  },
};

/** The pattern of a grep that neither matches whole words (-w), whole lines (-x) nor has an anchor. */
function loosePattern(command: ShellCommand): ShellWord | undefined {
  const [program, ...rest] = programOf(command);
  if (!/^[ef]?grep$/.test(baseName(program?.value ?? ''))) return undefined;
  let pattern: ShellWord | undefined;
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index];
    if (word === undefined) break;
    if (/^-(?:-word-regexp|-line-regexp|[a-zA-Z]*[wxvf][a-zA-Z]*)$/.test(word.value)) return undefined;
    if (TAKES_WORD.test(word.value)) index += 1;
    else if (/^-[a-zA-Z]*e$/.test(word.value)) {
      pattern = rest[index + 1];
      index += 1;
    } else if (!word.value.startsWith('-')) pattern ??= word;
  }
  return pattern;
}

/** An address that has this one in it: with one digit more at its end, else at its beginning. */
function otherAddress(address: string): string | undefined {
  const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
  return [...digits.map((digit) => address + digit), ...digits.map((digit) => digit + address)].find(
    (candidate) => parseIp(candidate) !== undefined,
  );
}

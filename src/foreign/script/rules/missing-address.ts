import { type Ip, parseIp } from '../../../base/address.ts';
import { baseName, programOf } from '../grammar/commands-of.ts';
import { expandKnown } from '../grammar/known-variables.ts';
import type { Pipeline, Step } from '../grammar/source.ts';
import { printsAddresses } from './prints-addresses.ts';

/** What a script does where an address is not on its machine. */
export interface MissingAddress {
  readonly address: string;
  /** The commands that run then, up to the next `if`, `fi` and the like. */
  readonly reaction: readonly Pipeline[];
  /** The place of the question among the steps. */
  readonly index: number;
}

/** Each question of a script for an address of its own machine that stands in no other `if`, loop or `case`. */
export function missingAddresses(
  steps: readonly Step[],
  known: ReadonlyMap<string, string>,
): readonly MissingAddress[] {
  const held = new Map<string, string>();
  let depth = 0;
  return steps.flatMap((step, index) => {
    if (step.kind === 'keyword') {
      if (/^(?:if|while|until|for|case)$/.test(step.word)) depth += 1;
      if (/^(?:fi|done|esac)$/.test(step.word)) depth -= 1;
      if (step.word !== 'if' || depth !== 1) return [];
      const condition = steps[index + 1];
      const then = steps[index + 2];
      if (condition?.kind !== 'pipeline' || then?.kind !== 'keyword' || then.word !== 'then') return [];
      const asked = readQuestion(condition, steps[index - 1], held, known);
      if (asked === undefined) return [];
      const branch = asked.isMissing ? pipelinesFrom(steps, index + 3) : otherBranch(steps, index + 3);
      return [{ address: asked.address, reaction: branch, index }];
    }
    for (const { assignments } of step.commands) {
      for (const { name, word } of assignments) {
        const inner = word.inner.length === 1 ? word.inner[0] : undefined;
        const address = inner?.kind === 'pipeline' ? askedAddress(inner, known) : undefined;
        if (address === undefined) held.delete(name);
        else held.set(name, address);
      }
    }
    if (depth > 0 || step.end !== '||') return [];
    const address = isGrep(step) ? askedAddress(step, known) : undefined;
    if (address === undefined || step.isNegated) return [];
    const next = steps[index + 1];
    const isBlock = next?.kind === 'keyword' && next.word === '{';
    return isBlock ? [{ address, reaction: pipelinesFrom(steps, index + 2), index }] : [];
  });
}

/** The address that a condition asks for, and whether it holds where the address is missing. */
function readQuestion(
  condition: Pipeline,
  before: Step | undefined,
  held: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, string>,
): { readonly address: string; readonly isMissing: boolean } | undefined {
  const answer = (address: string | undefined, isMissing: boolean) =>
    address === undefined ? undefined : { address, isMissing: isMissing !== condition.isNegated };
  if (isGrep(condition)) return answer(askedAddress(condition, known), false);
  const [command, ...rest] = condition.commands;
  const words = command === undefined || rest.length > 0 ? [] : command.words;
  if (!/^(?:\[\[?|test)$/.test(words[0]?.value ?? '')) return undefined;
  const [, first, second, third] = words;
  if (first?.value === '$?' && third?.value === '0' && before?.kind === 'pipeline') {
    const inner = before.commands[0]?.assignments[0]?.word.inner[0];
    const asking = inner?.kind === 'pipeline' ? inner : before;
    if (!isGrep(asking) || asking.isNegated) return undefined;
    if (/^(?:-ne|-gt|!=)$/.test(second?.value ?? '')) return answer(askedAddress(asking, known), true);
    return /^(?:-eq|==?)$/.test(second?.value ?? '') ? answer(askedAddress(asking, known), false) : undefined;
  }
  if (second === undefined || !/^-[zn]$/.test(first?.value ?? '')) return undefined;
  const inner = second.inner.length === 1 ? second.inner[0] : undefined;
  const address =
    inner?.kind === 'pipeline'
      ? askedAddress(inner, known)
      : held.get(/^\$\{?(\w+)\}?$/.exec(second.value)?.[1] ?? '');
  return answer(address, first?.value === '-z');
}

/** What a pipeline that lists the addresses of this machine looks for among them. */
function askedAddress({ commands }: Pipeline, known: ReadonlyMap<string, string>): string | undefined {
  const start = commands.findIndex(printsAddresses);
  if (start < 0) return undefined;
  const words = commands.slice(start).flatMap((command) => programOf(command).slice(1));
  // `grep -v` looks for the others, `grep -c` prints 0 where there is none.
  if (words.some(({ value }) => /^-[a-zA-Z]*[vc]/.test(value))) return undefined;
  const found = words
    .flatMap((word) =>
      expandKnown(word, known)
        .replaceAll('\\.', '.')
        .match(/[0-9a-fA-F:]*[.:][0-9a-fA-F.:]+/g),
    )
    .map((text): Ip | undefined => (text === null ? undefined : parseIp(text)))
    .find((ip) => ip !== undefined);
  return found?.address;
}

/** It ends in a grep, whose exit code tells whether something was found. */
function isGrep({ commands }: Pipeline): boolean {
  const last = commands.at(-1);
  return last !== undefined && /^[ef]?grep$/.test(baseName(programOf(last)[0]?.value ?? ''));
}

/** What runs where the condition does not hold: under `else`, or after the `fi` of a branch that ends the script. */
function otherBranch(steps: readonly Step[], start: number): readonly Pipeline[] {
  const branch = pipelinesFrom(steps, start);
  const end = steps[start + branch.length];
  if (end?.kind !== 'keyword') return [];
  const goesOn = branch.every(({ commands }) => commands.every(({ words }) => words[0]?.value !== 'exit'));
  return end.word === 'else' || (end.word === 'fi' && !goesOn)
    ? pipelinesFrom(steps, start + branch.length + 1)
    : [];
}

function pipelinesFrom(steps: readonly Step[], start: number): readonly Pipeline[] {
  const rest = steps.slice(start);
  const end = rest.findIndex(({ kind }) => kind === 'keyword');
  return (end < 0 ? rest : rest.slice(0, end)).filter((step) => step.kind === 'pipeline');
}

import { parseArgs } from 'node:util';

/** Options of one of the simulation's programs, all of them `--name VALUE`. */
export interface ProgramOptions {
  text(name: string): string | undefined;
  /** @throws OptionRefused when it is not there */
  needed(name: string): string;
  /** A number that is not negative. */
  number(name: string, otherwise: number): number;
}

export class OptionRefused extends Error {}

/** @throws OptionRefused with words for whoever typed it */
export function readProgramOptions(argv: readonly string[], names: readonly string[]): ProgramOptions {
  const values = parse(argv, names);
  const text = (name: string) => values[name];
  return {
    text,
    needed: (name) => {
      const value = text(name);
      if (value === undefined || value === '') throw new OptionRefused(`--${name} is needed`);
      return value;
    },
    number: (name, otherwise) => {
      const value = text(name);
      if (value === undefined) return otherwise;
      const number = value.trim() === '' ? Number.NaN : Number(value.replace(/\/s$/, ''));
      if (!(Number.isFinite(number) && number >= 0))
        throw new OptionRefused(`--${name} wants a number, not ${value}`);
      return number;
    },
  };
}

/** `HOST:PORT`, an IPv6 address in brackets. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** One or more `HOST:PORT`, with commas between. */
export function readEndpoints(text: string): readonly Endpoint[] {
  return text.split(',').map((place) => {
    const [, host, port] = /^\[?([^\][\s]+?)\]?:(\d{1,5})$/.exec(place.trim()) ?? [];
    if (host === undefined || Number(port) > 65_535) throw new OptionRefused(`${place} is not HOST:PORT`);
    return { host, port: Number(port) };
  });
}

/** Runs a program: a wrong option ends it with 2, anything else with 3, in one line on stderr. */
export function runProgram(name: string, usage: string, main: () => Promise<void>): void {
  main().then(
    () => process.stdout.write('{"ready":true}\n'),
    (error: unknown) => {
      const isOption = error instanceof OptionRefused;
      process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
      if (isOption) process.stderr.write(`usage: ${usage}\n`);
      process.exit(isOption ? 2 : 3);
    },
  );
}

function parse(
  argv: readonly string[],
  names: readonly string[],
): Readonly<Record<string, string | undefined>> {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new OptionRefused(error instanceof Error ? error.message : String(error));
  }
}

/** What every player is told: `--listen ADDRESS:PORT` (once or more; an IPv6 address in brackets) and `--name NAME`. */
export interface PlayerArguments {
  readonly name: string;
  readonly listen: readonly { readonly host: string; readonly port: number }[];
}

/** Reads the arguments; ends the program with 2 and a usage line when they are wrong. */
export function readPlayerArguments(argv: readonly string[]): PlayerArguments {
  let name = 'server';
  const listen: { host: string; port: number }[] = [];
  for (let index = 0; index < argv.length; index += 2) {
    const value = argv[index + 1] ?? '';
    const place = /^\[?([0-9A-Fa-f.:]+?)\]?:(\d{1,5})$/.exec(value);
    if (argv[index] === '--name' && value !== '') name = value;
    else if (argv[index] === '--listen' && place !== null)
      listen.push({ host: place[1]!, port: Number(place[2]) });
    else fail();
  }
  if (listen.length === 0) fail();
  return { name, listen };
}

function fail(): never {
  process.stderr.write('usage: --listen ADDRESS:PORT [--listen ADDRESS:PORT]... [--name NAME]\n');
  process.exit(2);
}

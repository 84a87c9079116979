import { Command, Option } from 'commander';
import { type AddCommand, COMMANDS } from './commands.ts';
import { beQuiet } from './say.ts';
import { version } from './version.ts';

/** The commander program with what `words` (the command line) needs: one command, or all where that is not clear. */
export async function buildProgram(words: readonly string[]): Promise<Command> {
  const program = new Command('holdfast');
  program
    .description('One YAML file becomes a highly available load-balancing site, and drills prove it.')
    .version(version(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addOption(new Option('--no-color', 'plain text (also: the environment variable NO_COLOR)'))
    .option('-q, --quiet', 'print data and failures only')
    .option('-v, --verbose', 'print more, such as the stack of a bug')
    .on('option:no-color', () => {
      process.env['NO_COLOR'] = '1';
    })
    .on('option:quiet', beQuiet)
    .showSuggestionAfterError()
    .showHelpAfterError('(see --help)')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  for (const add of await load(words)) add(program);
  for (const command of program.commands) alike(command, program);
  return program;
}

async function load(words: readonly string[]): Promise<AddCommand[]> {
  if (words[0] === '--version' || words[0] === '-V') return [];
  const name = firstOperand(words) ?? '';
  // A completion script names every command.
  const asked = name === 'completion' ? undefined : COMMANDS[name];
  return Promise.all((asked === undefined ? Object.values(COMMANDS) : [asked]).map((importer) => importer()));
}

/** The program's own options take no value, so the first word without a dash is the command. */
function firstOperand(words: readonly string[]): string | undefined {
  return words.find((word) => !word.startsWith('-'));
}

/** A command added as a whole does not inherit how the program ends and advises. */
function alike(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) alike(child, command);
}

const EXAMPLES = `
Examples:
  holdfast init --preset web                       write a spec to start from
  holdfast validate -f holdfast.yaml               every problem of it at once
  holdfast lint /etc/haproxy /etc/keepalived       what ends in an outage in what you have
  holdfast lab up -f examples/web.yaml             the whole site on this machine
  holdfast status -w                               can it serve, who holds the VIP, can it fail over
  holdfast apply --confirm 60s                     in force on all nodes, taken back unless confirmed
  holdfast server drain web/web1 --for 2h          no new sessions; kept over reload and failover
  holdfast drill run haproxy-crash --lab           kill HAProxy on the holder, and measure

Exit codes: 0 fine, 1 problems, refused or a failed verdict, 2 wrong usage, 3 the world failed, 4 a bug in Holdfast.`;

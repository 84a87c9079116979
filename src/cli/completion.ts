import { Argument, type Command } from 'commander';
import {
  type CompletionWords,
  completionScript,
  type NamesWanted,
  SHELLS,
  type Shell,
} from './completion-script.ts';

export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .summary('print a completion script')
    .description('Prints a script that teaches your shell the commands and options of holdfast.')
    .addArgument(new Argument('<shell>', 'your shell').choices(SHELLS))
    .addHelpText(
      'after',
      `
Examples:
  bash:  eval "$(holdfast completion bash)"                              (in ~/.bashrc)
  zsh:   eval "$(holdfast completion zsh)"                               (in ~/.zshrc, after compinit)
  fish:  holdfast completion fish > ~/.config/fish/completions/holdfast.fish`,
    )
    .action((shell: Shell) => {
      process.stdout.write(completionOf(shell, program));
    });
}

/** The script for a program with all its commands. */
export function completionOf(shell: Shell, program: Command): string {
  return completionScript(shell, wordsOf(program), namesOf(program));
}

/** What can be typed after each chain of commands: `""` is the program itself, `"lab up"` a subcommand. */
function wordsOf(program: Command): CompletionWords {
  const words: Record<string, string[]> = {};
  const visit = (command: Command, chain: string, inherited: readonly string[]): void => {
    const help = command.createHelp();
    const options = help.visibleOptions(command).map((option) => option.long ?? option.short ?? '');
    const children = help.visibleCommands(command);
    const choices = command.registeredArguments[0]?.argChoices ?? [];
    words[chain] = [
      ...new Set([...children.map((child) => child.name()), ...choices, ...options, ...inherited]),
    ].sort();
    for (const child of children) {
      if (child.name() === 'help') continue;
      visit(child, chain === '' ? child.name() : `${chain} ${child.name()}`, GLOBAL);
    }
  };
  visit(program, '', []);
  return words;
}

/** Where a name of the running site may stand: chain of commands → what `holdfast names` is asked for. */
function namesOf(program: Command): NamesWanted {
  const kinds: Record<string, string> = {};
  const visit = (command: Command, chain: string): void => {
    const kind = KIND_OF[command.registeredArguments[0]?.name() ?? ''];
    if (kind !== undefined) kinds[chain] = kind;
    for (const child of command.createHelp().visibleCommands(command))
      visit(child, chain === '' ? child.name() : `${chain} ${child.name()}`);
  };
  visit(program, '');
  return kinds;
}

/** Names of arguments whose values the site knows. */
const KIND_OF: Readonly<Record<string, string>> = {
  server: 'servers',
  vip: 'vips',
  pool: 'pools',
  node: 'nodes',
  thing: 'things',
};

const GLOBAL = ['--no-color', '--quiet', '--verbose'];

import { Argument, type Command } from 'commander';
import { type CompletionWords, completionScript, SHELLS, type Shell } from './completion-script.ts';

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
      process.stdout.write(completionScript(shell, wordsOf(program)));
    });
}

/** What can be typed after each chain of commands: `""` is the program itself, `"lab up"` a subcommand. */
export function wordsOf(program: Command): CompletionWords {
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

const GLOBAL = ['--no-color', '--quiet', '--verbose'];

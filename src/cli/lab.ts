import type { Command } from 'commander';
import { LOG_KEEPERS } from '../lab/read-logs.ts';
import { labDown } from './lab-down.ts';
import { labExec } from './lab-exec.ts';
import { labLogs } from './lab-logs.ts';
import { addLabWazuhCommands } from './lab-wazuh.ts';
import { DEFAULT_SPEC_FILE } from './load-site.ts';
import { type Output, outputOption } from './output-option.ts';
import { showLabStatus } from './status.ts';

/** How the user names a lab on the command line. */
interface LabOptions {
  readonly file?: string;
  readonly labName?: string;
}

/** `holdfast lab up|down|status|exec|logs|manager|agents`. */
export function addLabCommand(program: Command): void {
  const lab = program
    .command('lab')
    .summary('a whole site on this machine')
    .description(
      'Runs a whole site on this machine, without root: every node, server and client in a network namespace of its ' +
        'own, with the real engines. It ends without a trace.',
    )
    .enablePositionalOptions()
    .addHelpText(
      'after',
      `
Examples:
  holdfast lab up -f examples/web.yaml
  holdfast lab exec client -- curl -s http://10.77.0.100/
  holdfast lab logs lb1 haproxy
  holdfast lab manager kill manager2
  holdfast lab down -f examples/web.yaml`,
    );
  const subOf = (parent: Command, words: string, description: string) =>
    parent
      .command(words)
      .description(description)
      .option('-f, --file <file>', `the spec (default: ${DEFAULT_SPEC_FILE})`)
      .option('--lab-name <name>', 'the lab (default: the name in the spec)');
  const sub = (words: string, description: string) => subOf(lab, words, description);

  sub('up', 'start the lab; returns when the site is healthy').action(async (options: LabOptions) => {
    // Only this one needs the parser of specs and the compilers; the others start without their weight.
    const { labUp } = await import('./lab-up.ts');
    process.exitCode = await labUp(options);
  });
  sub('down', 'end the lab and remove all of it').action(async (options: LabOptions) => {
    process.exitCode = await labDown(options);
  });
  sub('status', 'show what is seen of the site from outside, without its daemons')
    .addOption(outputOption('table', 'json'))
    .action(async (options: LabOptions & { output: Output }) => {
      process.exitCode = await showLabStatus(options, options.output);
    });
  sub('exec <member> <command...>', 'run a command on a node, server or client; put -- before it')
    .passThroughOptions()
    .action(async (member: string, command: string[], options: LabOptions) => {
      // Options after the member are the command's; the `--` that says so is not a word of it.
      process.exitCode = await labExec(options, member, command[0] === '--' ? command.slice(1) : command);
    });
  sub('logs <member> [guest]', `print what was logged there: ${LOG_KEEPERS.join(', ')}`).action(
    async (member: string, guest: string | undefined, options: LabOptions) => {
      process.exitCode = await labLogs(options, member, guest);
    },
  );
  addLabWazuhCommands(lab, subOf);
}

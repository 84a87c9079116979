import { type Command, Option } from 'commander';
import {
  type ContextOptions,
  parseNode,
  parseObjective,
  parseOutage,
  parseSessions,
  parseVersion,
} from './lint-context-options.ts';
import type { LintRoot } from './read-lint-files.ts';
import { runLint } from './run-lint.ts';
import type { LintFormat } from './show-findings.ts';

export interface LintOptions extends ContextOptions {
  readonly file?: string;
  readonly node?: readonly LintRoot[];
  readonly output: LintFormat;
  readonly failOn: 'error' | 'warning' | 'info';
  readonly show?: 'info';
  readonly fix?: true;
  readonly diff?: true;
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly engines: boolean;
}

/** `holdfast lint`: what ends in an outage in the files that people have. */
export function addLintCommand(program: Command): void {
  program
    .command('lint')
    .summary('find what ends in an outage in configurations that you already have')
    .description(
      'Reads haproxy.cfg, keepalived.conf, nginx.conf and what stands around them, file by file and across files and ' +
        'nodes, and tells what ends in an outage or a breach. Needs no root and no network. Where an engine is installed, ' +
        'its own check is asked too, in a network of its own that is thrown away.',
    )
    .argument('[path...]', 'files, and folders with all below them')
    .option('--node <name=folder>', 'the files of one node; may be given once for each', parseNode)
    .option('-f, --file <spec>', 'a spec: its problems, and what the rules find in the files it generates')
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['text', 'json', 'sarif', 'github', 'junit'])
        .default('text'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'what makes the exit code 1')
        .choices(['error', 'warning', 'info'])
        .default('error'),
    )
    .addOption(new Option('--show <severity>', 'also show advice').choices(['info']))
    .option(
      '--max-outage <duration>',
      'the longest outage that one failure may cause, such as 5s',
      parseOutage,
    )
    .option(
      '--objective <percent>',
      'availability over 30 days, such as 99.99: one failure may use a tenth of what that leaves',
      parseObjective,
    )
    .option('--sessions <number>', 'long-lived sessions that the site must carry at once', parseSessions)
    .option('--haproxy-version <version>', 'which HAProxy will run this, such as 2.6', parseVersion)
    .option('--keepalived-version <version>', 'which Keepalived', parseVersion)
    .option('--nginx-version <version>', 'which nginx', parseVersion)
    .option('--fix', 'put right what can be put right without thought')
    .option('--diff', 'show what --fix would change, and change nothing')
    .option('--baseline <file>', 'count only what this file does not list')
    .option('--write-baseline <file>', 'list all that is found now in this file, for --baseline')
    .option('--no-engines', 'do not ask the engines that are installed here for their own verdict')
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: LintOptions, command: Command) => {
      if (paths.length === 0 && options.node === undefined && options.file === undefined) {
        command.error('error: name files or folders to lint, or a spec with -f FILE');
      }
      const isFixing = options.fix === true || options.diff === true;
      if (isFixing && paths.length === 0 && options.node === undefined) {
        command.error('error: --fix and --diff change files, not a spec; name files or folders');
      }
      return runLint(paths, options);
    });
}

const EXAMPLES = `
Examples:
  holdfast lint /etc/haproxy /etc/keepalived            this host
  holdfast lint hosts/                                  hosts/lb1/… and hosts/lb2/… together
  holdfast lint --node lb1=a --node lb2=b --max-outage 5s
  holdfast lint -o sarif . > holdfast.sarif             for code scanning
  holdfast lint --diff haproxy.cfg                      what --fix would change

Suppress one with a comment on its line or above it:  # holdfast-ignore CODE: reason
Exit codes: 0 nothing that counts, 1 findings, 2 wrong usage, 3 a file could not be read.`;

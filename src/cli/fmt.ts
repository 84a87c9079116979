import { type Command, Option } from 'commander';
import type { NativeLanguage } from './native-languages.ts';
import { runFmt } from './run-fmt.ts';
import { tellIdentity } from './tell-identity.ts';

export interface FmtOptions {
  readonly check?: true;
  readonly diff?: true;
  readonly identity?: true;
  readonly as?: NativeLanguage | 'spec';
}

/** `holdfast fmt`: the layout of specs and native files, never their words. */
export function addFmtCommand(program: Command): void {
  program
    .command('fmt')
    .summary('lay out specs, haproxy.cfg, keepalived.conf and nginx.conf alike')
    .description(
      'Puts indentation, blanks and blank lines right, in place. Words, comments and their order never change, and ' +
        'files with errors are left alone. Prints the names of the files that it changed.',
    )
    .argument('<path...>', 'files, and folders with all below them')
    .option('--check', 'change nothing; list what is not laid out so, and exit with 1 if there is any')
    .option('--diff', 'change nothing; show what would change')
    .addOption(
      new Option(
        '--identity',
        'change nothing; tell of every file whether reading and printing it gives the same bytes',
      ).conflicts(['check', 'diff']),
    )
    .addOption(
      new Option('--as <language>', 'what the files are, where their names and words do not tell').choices([
        'haproxy',
        'keepalived',
        'nginx',
        'spec',
      ]),
    )
    .addHelpText('after', EXAMPLES)
    .action((paths: string[], options: FmtOptions) => {
      if (options.identity === true) tellIdentity(paths, options.as);
      else runFmt(paths, options);
    });
}

const EXAMPLES = `
Examples:
  holdfast fmt holdfast.yaml
  holdfast fmt --check hosts/                 in CI
  holdfast fmt --diff /etc/haproxy
  holdfast fmt --identity /etc/haproxy /etc/keepalived

Exit codes: 0 all is well, 1 a file to lay out (--check), with errors or not printed the same, 2 wrong usage, 3 a file
could not be read or written.`;

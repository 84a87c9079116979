import type { Command } from 'commander';
import { DEFAULT_SPEC_FILE } from './load-site.ts';

/** The options by which a command is told which site is meant. `file: false`: the command has its own `-f`. */
export function addSiteOptions(command: Command, { file = true } = {}): Command {
  if (file)
    command.option('-f, --file <file>', `the spec, to find its lab by (default: ${DEFAULT_SPEC_FILE})`);
  return command
    .option('--lab', 'the running lab of the spec’s name')
    .option('--lab-name <name>', 'the lab of this name')
    .option('--socket <path>', 'a daemon’s unix socket (default: HOLDFAST_SOCKET, else this node’s)')
    .option('--connect <host>', 'HOST or HOST:PORT of a node, over mutual TLS')
    .option(
      '--pki <dir>',
      'the folder with your certificate, as `pki issue` writes it (default: HOLDFAST_PKI)',
    );
}

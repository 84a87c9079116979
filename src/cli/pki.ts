import { Argument, type Command, Option } from 'commander';
import { REVOCATION_REASONS, type RevocationReason } from '../host/pki/revocations.ts';
import { ROLES, type Role } from '../node/pki/identity.ts';
import { pkiInit } from './pki-init.ts';
import { type IssueOptions, pkiIssue } from './pki-issue.ts';
import { parseAddresses, parseDays, parsePkiName, parseSerial, parseWithin } from './pki-options.ts';
import { pkiRevoke } from './pki-revoke.ts';
import { pkiShow, type ShowOptions } from './pki-show.ts';

/** `holdfast pki init|issue|show|revoke`. */
export function addPkiCommand(program: Command): void {
  const pki = program
    .command('pki')
    .summary('the authority of a site, and certificates for its nodes and people')
    .description(
      'Makes the authority of a site and the certificates by which its nodes, operators and viewers know one another. ' +
        'Whoever has the folder of the authority can make more: keep it off the nodes, and in a backup.',
    )
    .addHelpText('after', EXAMPLES);
  const sub = (words: string, description: string) =>
    pki
      .command(words)
      .description(description)
      .option('--dir <dir>', 'the folder of the authority', 'holdfast-pki');

  sub('init', 'make an authority; never over one that is there')
    .option('--name <site>', 'the site’s name, to tell authorities apart', parsePkiName, 'holdfast')
    .action(({ dir, name }: { dir: string; name: string }) => pkiInit(dir, name));
  sub('issue', 'issue a certificate, and write what its owner needs into one folder')
    .addArgument(
      new Argument('<role>', 'node, operator (may change the site) or viewer (may look)').choices(ROLES),
    )
    .addArgument(new Argument('<name>', 'of the node or person').argParser(parsePkiName))
    .option(
      '--address <list>',
      'where a node is reached: addresses and host names; may be repeated',
      parseAddresses,
    )
    .option('--days <number>', 'how long it is valid', parseDays, 365)
    .option('--csr <file>', 'a certificate request: its key stays where it is')
    .option('-o, --output <dir>', 'where to (default: handed-out/NAME in the authority’s folder)')
    .option('--replace', 'renew: write over the certificate and key that are there')
    .action((role: Role, name: string, options: IssueOptions, command: Command) => {
      if (role === 'node' && options.address === undefined) {
        command.error('error: say where the node is reached: --address 10.77.0.11');
      }
      if (role !== 'node' && options.address !== undefined) {
        command.error(`error: --address is for nodes; nobody connects to a ${role}`);
      }
      return pkiIssue(role, name, options);
    });
  sub('show', 'list what was issued, to whom and until when')
    .option(
      '--within <duration>',
      'exit with 1 when something in use ends within this, such as 30d',
      parseWithin,
    )
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .action((options: ShowOptions) => {
      process.exitCode = pkiShow(options);
    });
  sub('revoke', 'revoke the certificates of a name, and write the list that every node loads')
    .addArgument(new Argument('<name>', 'of the node or person').argParser(parsePkiName))
    .option('--serial <hex>', 'only this one', parseSerial)
    .addOption(new Option('--reason <word>', 'why').choices(REVOCATION_REASONS).default('unspecified'))
    .action((name: string, options: { dir: string; serial?: string; reason: RevocationReason }) =>
      pkiRevoke(options.dir, name, options.reason, options.serial),
    );
}

const EXAMPLES = `
Examples:
  holdfast pki init --name web-edge
  holdfast pki issue node lb1 --address 10.77.0.11,lb1.example.org
  holdfast pki issue operator anna -o ~/.config/holdfast
  holdfast pki issue node lb2 --address 10.77.0.12 --csr lb2.csr
  holdfast pki show --within 30d
  holdfast pki revoke anna --reason keyCompromise`;

import { hostname } from 'node:os';
import { type Command, Option } from 'commander';
import type { NodeOptions } from '../node/daemon/node-options.ts';
import { version } from './version.ts';

interface NodeCommand {
  readonly node: string;
  readonly runDir: string;
  readonly stateDir: string;
  readonly pki?: string;
  readonly spec?: string;
  readonly target: NodeOptions['target'];
}

/** `holdfast node`: the daemon of this load-balancer host, in the foreground. */
export function addNodeCommand(program: Command): void {
  program
    .command('node')
    .description(
      'run the daemon of this load-balancer host, beside its foundation: observes, heals, applies, serves the API',
    )
    .option('--node <name>', 'this host’s name in the spec', hostname())
    .option('--run-dir <dir>', 'the run directory of the foundation', '/run/holdfast')
    .option('--state-dir <dir>', 'where accepted revisions, intents and events are kept', '/var/lib/holdfast')
    .option(
      '--pki <dir>',
      'folder of this node’s certificate, as `holdfast pki issue` writes it (default: none)',
    )
    .option('--spec <file>', 'what is accepted first while the state directory is empty (default: none)')
    .addOption(
      new Option('--target <target>', 'what the files are compiled for')
        .choices(['host', 'lab'])
        .default('host'),
    )
    .addHelpText(
      'after',
      `
It logs to stderr, one line an event (HOLDFAST_LOG_FORMAT=json: one JSON object a line), and ends at SIGTERM.
Traffic, VIPs and the foundation do not notice when it ends.

Examples:
  holdfast node --node lb1 --pki /etc/holdfast/pki --spec /etc/holdfast/holdfast.yaml
  curl --unix-socket /run/holdfast/node.sock http://localhost/healthz`,
    )
    .action(async ({ node, runDir, stateDir, pki, spec, target }: NodeCommand) => {
      // Here only: the daemon is heavy, and help and completion read this file too.
      const { runNode } = await import('../node/daemon/run-node.ts');
      const options = { node, runDir, stateDir, pkiDir: pki, specFile: spec, target };
      const running = await runNode(options, version(), (line) => process.stderr.write(`${line}\n`));
      await new Promise<void>((resolve) => {
        for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
      });
      await running.stop();
      process.exit(0);
    });
}

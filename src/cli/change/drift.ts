import type { Command } from 'commander';
import type { Drift } from '../../node/api/node-service.ts';
import { calm } from '../calm.ts';
import { onSite } from '../on-site.ts';
import { type Output, outputOption, printValue } from '../output-option.ts';
import { type Paint, paint, wantsColour } from '../paint.ts';
import type { SiteDoors, SiteOptions } from '../site-door.ts';
import { addSiteOptions } from '../site-options.ts';

interface DriftOptions extends SiteOptions {
  readonly output: Output;
}

/** `holdfast drift`. */
export function addDriftCommand(program: Command): void {
  addSiteOptions(
    program
      .command('drift')
      .summary('show what is in force unlike what was accepted')
      .description(
        'Shows what is in force unlike what was accepted: files that were edited by hand, a running HAProxy unlike its ' +
          'file, nodes unlike each other.',
      )
      .addOption(outputOption('table', 'json')),
  )
    .addHelpText('after', EXAMPLES)
    .action((options: DriftOptions) => onSite(options, (site) => showDrift(site, options.output)));
}

export async function showDrift(site: SiteDoors, output: Output): Promise<number> {
  const drift = await (await site.door()).drift();
  const ink = paint(wantsColour(process.stdout));
  process.stdout.write(output === 'table' ? printDrift(calm(drift), ink) : printValue(drift, output));
  if (hasDrift(drift)) return 1;
  return drift.nodes.some(({ why }) => why !== undefined) ? 3 : 0;
}

function hasDrift({ nodes, between }: Drift): boolean {
  return between.length > 0 || nodes.some(({ files, runtime }) => files.length > 0 || runtime.length > 0);
}

/** One sentence, then each difference: `-` is what was accepted, `+` what is there. */
export function printDrift(drift: Drift, ink: Paint): string {
  const unknown = drift.nodes.filter(({ why }) => why !== undefined);
  const head = hasDrift(drift)
    ? ink.bad('Drift: what is in force is not what was accepted.')
    : unknown.length > 0
      ? ink.warn('No drift on the nodes that answer.')
      : ink.good('No drift: every node has in force what was accepted.');
  const nodes = drift.nodes.flatMap(({ node, why, files, runtime }) => [
    ...(why === undefined ? [] : [`${ink.bad(`${node}: not known: ${why}`)}\n`]),
    ...runtime.map((sentence) => `${node}: ${sentence}\n`),
    ...files.map(({ path, patch }) => `${ink.strong(`${node}/${path}`)}\n${patchText(patch, ink)}`),
  ]);
  const between = drift.between.map((sentence) => `${sentence}\n`);
  const rest = [...between, ...nodes];
  return rest.length === 0 ? `${head}\n` : `${head}\n\n${rest.join('')}`;
}

function patchText(patch: string, ink: Paint): string {
  const lines = patch.replace(/\n$/, '').split('\n');
  return lines.map((line) => `${inkOf(line, ink)(line)}\n`).join('');
}

function inkOf(line: string, ink: Paint): (text: string) => string {
  if (line.startsWith('+')) return ink.good;
  if (line.startsWith('-')) return ink.bad;
  return line.startsWith('@@') ? ink.dim : (text) => text;
}

const EXAMPLES = `
Examples:
  holdfast drift                           each difference, line by line
  holdfast drift >/dev/null || mail -s drift root </dev/null
  holdfast apply -f holdfast.yaml          puts it right

Exit codes: 0 none, 1 drift, 3 a node could not be looked at and the others have none.`;

import { parseArgs } from 'node:util';
import type { Command } from 'commander';
import type { SiteOptions } from './site-doors.ts';

/** `holdfast names KIND -- WORDS…`: what a completion script asks for the names of the site that the words mean. Nobody types it. */
export function addNamesCommand(program: Command): void {
  program
    .command('names', { hidden: true })
    .description('Prints the names of one sort of thing, a line each; nothing where nobody can be asked.')
    .argument('<kind>', 'its plural, or things')
    .argument('[words...]', 'what was typed so far')
    .action(async (kind: string, words: readonly string[]) => {
      const names = await namesOf(kind, siteOptionsIn(words)).catch(() => []);
      if (names.length > 0) process.stdout.write(`${names.join('\n')}\n`);
    });
}

async function namesOf(kind: string, options: SiteOptions): Promise<readonly string[]> {
  const [{ openSite }, { KINDS }] = await Promise.all([import('./site-door.ts'), import('./look/kinds.ts')]);
  const site = await openSite(options);
  try {
    if (kind !== 'things') return ((await KINDS[kind]?.list(site)) ?? []).map(({ name }) => name);
    const kinds = ['nodes', 'pools', 'servers', 'vips'];
    const lists = await Promise.all(kinds.map(async (one) => await namesIn(one)));
    return lists.flat();
  } finally {
    site.close();
  }
  async function namesIn(one: string): Promise<readonly string[]> {
    const items = (await KINDS[one]?.list(site)) ?? [];
    return items.map(({ name }) => `${one.replace(/s$/, '')}/${name}`);
  }
}

/** The site that half a command line means; other options, and values that are still missing, are passed over. */
export function siteOptionsIn(words: readonly string[]): SiteOptions {
  const { values } = parseArgs({ args: [...words], options: SITE_OPTIONS, strict: false });
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    file: text(values['file']),
    lab: values['lab'] === true || undefined,
    labName: text(values['lab-name']),
    socket: text(values['socket']),
    connect: text(values['connect']),
    pki: text(values['pki']),
  };
}

const SITE_OPTIONS = {
  file: { type: 'string', short: 'f' },
  lab: { type: 'boolean' },
  'lab-name': { type: 'string' },
  socket: { type: 'string' },
  connect: { type: 'string' },
  pki: { type: 'string' },
} as const;

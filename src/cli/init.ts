import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { Fault } from '../base/fault.ts';
import { WAZUH_PRESET } from '../site/presets/wazuh/starter.ts';
import { WEB_PRESET } from '../site/presets/web.ts';
import { DEFAULT_SPEC_FILE } from './load-site.ts';

const PRESETS = { web: WEB_PRESET, wazuh: WAZUH_PRESET } as const;

interface InitOptions {
  readonly file: string;
  readonly preset: keyof typeof PRESETS;
}

/** `holdfast init`: writes a commented spec; never over a file that is there. */
export function addInitCommand(program: Command): void {
  program
    .command('init')
    .description('write a spec to start from')
    .option('-f, --file <file>', 'where to', DEFAULT_SPEC_FILE)
    .addOption(new Option('--preset <preset>', 'for what').choices(Object.keys(PRESETS)).default('web'))
    .action(({ file, preset }: InitOptions) => {
      writeNew(file, PRESETS[preset]);
      process.stderr.write(`Wrote ${file}. Next: put your addresses in, then holdfast validate -f ${file}\n`);
    });
}

function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new Fault(
        'cli/file-exists',
        `${file} is there already; nothing was written.`,
        'name another with -f FILE, or move it away first.',
      );
    }
    throw new Fault(
      'cli/cannot-write',
      `Cannot write ${file}: ${message}.`,
      'name a place where you may write with -f FILE.',
      '',
      error,
    );
  }
}

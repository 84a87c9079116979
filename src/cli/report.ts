import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseDuration } from '../base/duration.ts';
import { askReport } from '../node/report/ask-report.ts';
import { composeReport } from '../node/report/compose-report.ts';
import { layOutReport } from '../node/report/lay-out-report.ts';
import { printReportHtml } from '../node/report/print-report-html.ts';
import { printReportMd } from '../node/report/print-report-md.ts';
import type { Report } from '../node/report/report.ts';
import type { Drawing } from '../node/show/drawing.ts';
import { drawSite } from './draw-site.ts';
import { ownZone } from './own-zone.ts';
import { say } from './say.ts';
import type { SiteOptions } from './site-doors.ts';
import { addSiteOptions } from './site-options.ts';
import { checkOutput, writeOutput } from './write-output.ts';

interface ReportOptions extends SiteOptions {
  readonly output: keyof typeof PRINTERS;
  readonly out?: string;
  readonly since: number;
}

const PRINTERS = {
  html: (report: Report, drawing?: Drawing) => printReportHtml(layOutReport(report, drawing), ownZone()),
  md: (report: Report) => printReportMd(layOutReport(report)),
  json: (report: Report) => `${JSON.stringify(report, undefined, 2)}\n`,
} as const;

const MONTH_MS = 30 * 86_400_000;

/** `holdfast report`: the health of the whole site on one page. */
export function addReportCommand(program: Command): void {
  addSiteOptions(
    program
      .command('report')
      .description('write the health report of the whole site, for a maintenance window or an auditor')
      .addOption(
        new Option('-o, --output <format>', 'how to print').choices(Object.keys(PRINTERS)).default('md'),
      )
      .option('--out <file>', 'write it to this file instead of stdout (-)')
      .addOption(
        new Option('--since <duration>', 'events of this time').argParser(readSince).default(MONTH_MS, '30d'),
      ),
  )
    .addHelpText('after', EXAMPLES)
    .action(async (options: ReportOptions) => {
      if (options.out !== undefined) checkOutput(options.out);
      const { openSite } = await import('./site-door.ts');
      const site = await openSite(options);
      try {
        const now = Date.now();
        const facts = await askReport(await site.door(), now - options.since, now);
        const report = composeReport(facts);
        const drawing = options.output === 'html' ? await drawSite(site).catch(() => undefined) : undefined;
        const text = PRINTERS[options.output](report, drawing);
        if (options.out === undefined) process.stdout.write(text);
        else writeOutput(options.out, text);
        if (options.out !== undefined && options.out !== '-')
          say(`${report.sentence}\nThe report is in ${options.out}.`);
      } finally {
        site.close();
      }
    });
}

function readSince(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms === 0) {
    throw new InvalidArgumentError('It takes a duration such as 12h, 30d or 365d.');
  }
  return ms;
}

const EXAMPLES = `
Examples:
  holdfast report                                  to read here, as Markdown
  holdfast report -o html --out report.html        one file to print or to send
  holdfast report -o json --since 24h | jq .outages`;

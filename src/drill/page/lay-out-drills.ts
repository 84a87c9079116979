import { drawnSite } from '../../node/report/drawn-site.ts';
import {
  type Cell,
  moment,
  type Page,
  type Section,
  type Tone,
  tableOr,
  text,
} from '../../node/report/page.ts';
import { reportRows } from '../report.ts';
import type { DrillStory, ToldDrill } from './drill-story.ts';
import { layOutFault } from './lay-out-fault.ts';

/** Drills as a page: what came out, the site around it, then each fault with its pictures. Pure. */
export function layOutDrills(story: DrillStory): Page {
  const { site, lab, startedAtMs, endedAtMs, drills, before, after } = story;
  const names = drills.map(({ fault }) => fault);
  const what = names.length === 1 ? `drill ${names[0]}` : `${names.length} drills`;
  return {
    title: `${site}: ${what}`,
    subtitle: `In the lab ${lab}, ${when(startedAtMs)} to ${when(endedAtMs)}`,
    lead: lead(story),
    sections: [
      summary(story),
      ...(before === undefined ? [] : [drawnSite('The site before', before, {})]),
      ...(after === undefined ? [unseenSite()] : [drawnSite('The site afterwards', after, {})]),
      ...drills.flatMap((drill) => layOutFault(drill, story)),
      howMeasured(story),
    ],
  };
}

function lead({ drills, brokenOff }: DrillStory): Page['lead'] {
  const count = (verdict: 'pass' | 'fail') =>
    drills.filter(({ outcome }) => outcome?.report.verdict === verdict).length;
  const missing = drills.length - count('pass') - count('fail');
  if (brokenOff !== undefined) {
    const known =
      missing === drills.length ? 'Nothing was judged' : `${count('pass')} passed, ${count('fail')} failed`;
    return {
      text: `Not done to its end: ${brokenOff} ${known}; ${missing} of ${drills.length} without a verdict.`,
      tone: 'bad',
    };
  }
  if (count('fail') > 0)
    return { text: `fail: ${count('fail')} of ${drills.length} did not hold`, tone: 'bad' };
  return { text: drills.length === 1 ? 'pass' : `pass: all ${drills.length} held`, tone: 'good' };
}

function summary({ drills, command }: DrillStory): Section {
  const judged = drills.flatMap(({ outcome }) => (outcome === undefined ? [] : [outcome.report]));
  const [head = [], ...rows] = reportRows(judged);
  const missing = drills
    .filter(({ outcome }) => outcome === undefined)
    .map(
      ({ fault, done, wantedRuns }) => `${fault}: ${done.length} of ${wantedRuns} runs were done, no verdict`,
    );
  return {
    title: 'What came out',
    blocks: [
      ...tableOr(
        'No drill came to its end.',
        head.map((word) => word.toLowerCase()),
        rows.map((row) => row.map((cell): Cell => toned(cell))),
      ),
      ...(missing.length === 0 ? [] : [{ is: 'list' as const, items: missing }]),
      ...(drills.some(manyRuns) ? [text('Where a fault was done several times, figures are medians.')] : []),
      text(`Run again: ${command}`),
    ],
  };
}

function unseenSite(): Section {
  const words = 'No node daemon of the lab answered in time, so it is not drawn.';
  return { title: 'The site afterwards', blocks: [text(words, 'warn')] };
}

function manyRuns({ done }: ToldDrill): boolean {
  return done.length > 1;
}

const TONES: Readonly<Record<string, Tone>> = { pass: 'good', fail: 'bad' };

function toned(cell: string): Cell {
  const tone = TONES[cell];
  return tone === undefined ? cell : { text: cell, tone };
}

function howMeasured({ rate, requestMs, machine }: DrillStory): Section {
  return {
    title: 'How it was measured',
    blocks: [
      text(
        `A client in the lab opened ${rate} new connections a second, each with one request that a server answered ` +
          `${requestMs === 0 ? 'at once' : `after ${requestMs} ms`}, whatever became of the others; 100 long sessions were open before. Who held a VIP is what ` +
          'each node’s kernel said. Lost: no right answer within a second. In flight: being served at the instant of the fault. Outage: between the starts of two good requests.',
      ),
      text(`Measured on: ${machine}.`),
      text(
        'The network of a lab has no latency and no switch that learns slowly: real hardware may take longer.',
      ),
    ],
  };
}

function when(ms: number): string {
  return moment(new Date(ms).toISOString());
}

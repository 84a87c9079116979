import type { DrillCourse } from '../page/page-site.ts';
import { axisSteps } from './axis-steps.ts';
import { type CourseBins, widenBins } from './course-bins.ts';
import { type Tree, tree } from './tree.ts';

const WIDTH = 1000;
const LEFT = 92;
const RIGHT = 14;
const COUNTS = { top: 34, tall: 150 };
const DELAYS = { top: 210, tall: 84 };
const STRIPS_TOP = 318;
const ROW = 24;

type At = (ms: number) => number;

/**
 * The time line of a run of a drill: new connections a second that were answered and that failed, the slowest answers,
 * who held each VIP, and when something was done, undone and well again.
 */
export function pictureCourse(course: DrillCourse): Tree {
  const bins = widenBins(course);
  const at: At = (ms) => round(LEFT + (Math.min(ms, bins.lastMs) / bins.lastMs) * (WIDTH - LEFT - RIGHT));
  const rows = stripRows(course);
  const bottom = STRIPS_TOP + rows.length * ROW + 6;
  const words = courseWords(course);
  return tree(
    'svg',
    { class: 'course-picture', viewBox: `0 0 ${WIDTH} ${bottom + 30}`, role: 'img', 'aria-label': words },
    [
      tree('title', {}, [words]),
      ...counts(bins, at),
      ...delays(bins, at),
      ...rows.flatMap((row, index) => strip(row, STRIPS_TOP + index * ROW, bins.lastMs, at)),
      ...timeAxis(bins.lastMs, bottom, at),
      ...marks(course, bottom, at),
    ],
  );
}

/** What the picture shows, in a sentence. */
export function courseWords({ ok, failed, binMs, holds, vip = 'the VIP' }: DrillCourse): string {
  const lost = sum(failed);
  const holders = [...new Set(holds.map(({ node }) => node))].join(', then ');
  return (
    `${lost} of ${lost + sum(ok)} new connections failed in ${(binMs * ok.length) / 1000} s; ` +
    `${vip} was with ${holders === '' ? 'nobody' : holders}`
  );
}

function counts({ binMs, ok, failed }: CourseBins, at: At): readonly Tree[] {
  const perSecond = (count: number) => (count * 1000) / binMs;
  const most = Math.max(1, ...ok.map((count, index) => perSecond(count + (failed[index] ?? 0))));
  const { lines, y } = scale('connections/s', COUNTS, most, '');
  const bars = ok.flatMap((count, index) => {
    const x = at(index * binMs);
    const width = round(Math.max(0.8, at((index + 1) * binMs) - x));
    const bad = failed[index] ?? 0;
    const top = y(perSecond(count + bad));
    // One that is lost among many is what somebody looks for.
    const tall = bad === 0 ? 0 : Math.max(4, y(perSecond(count)) - top);
    const bar = (what: string, from: number, height: number) =>
      height <= 0 ? [] : [tree('rect', { class: what, x, y: round(from), width, height: round(height) })];
    return [...bar('ok', top + tall, y(0) - top - tall), ...bar('failed', top, tall)];
  });
  return [...lines, ...bars];
}

function delays({ binMs, slowestMs }: CourseBins, at: At): readonly Tree[] {
  const most = Math.max(10, ...slowestMs.map((ms) => ms ?? 0));
  const { lines, y } = scale('slowest answer', DELAYS, most, ' ms');
  const pieces: string[] = [];
  slowestMs.forEach((ms, index) => {
    if (ms === null) return;
    const joins = index > 0 && slowestMs[index - 1] !== null;
    pieces.push(`${joins ? 'L' : 'M'}${at((index + 0.5) * binMs)},${y(ms)}${joins ? '' : 'h0.1'}`);
  });
  return [...lines, ...(pieces.length === 0 ? [] : [tree('path', { class: 'slowest', d: pieces.join('') })])];
}

function scale(title: string, { top, tall }: typeof COUNTS, most: number, unit: string) {
  const steps = axisSteps(most, tall > 100 ? 4 : 2);
  const highest = steps.at(-1) ?? 1;
  const y = (value: number) => round(top + tall - (value / highest) * tall);
  const lines = [
    tree('text', { class: 'caption', x: 2, y: top - 9 }, [title]),
    ...steps.flatMap((step) => [
      tree('path', { class: 'grid', d: `M${LEFT},${y(step)}H${WIDTH - RIGHT}` }),
      tree('text', { x: LEFT - 8, y: y(step) + 4, 'text-anchor': 'end' }, [`${step}${unit}`]),
    ]),
  ];
  return { lines, y };
}

interface StripRow {
  readonly words: string;
  readonly holds: readonly { readonly fromMs: number; readonly toMs: number; readonly isShared: boolean }[];
}

/** A row a VIP and node that had it. */
function stripRows({ vip = 'VIP', holds, otherVips = [] }: DrillCourse): readonly StripRow[] {
  return [{ vip, holds }, ...otherVips].flatMap(({ vip: name, holds: all }) => {
    const nodes = [...new Set(all.map(({ node }) => node))].sort();
    if (nodes.length === 0) return [{ words: `${name} nobody`, holds: [] }];
    return nodes.map((node) => ({
      words: `${name} ${node}`,
      holds: all
        .filter((hold) => hold.node === node)
        .map(({ fromMs, toMs }) => ({
          fromMs,
          toMs,
          isShared: all.some((one) => one.node !== node && one.fromMs < toMs && one.toMs > fromMs),
        })),
    }));
  });
}

function strip({ words, holds }: StripRow, top: number, lastMs: number, at: At): readonly Tree[] {
  const short = words.length <= 13 ? words : `${words.slice(0, 12)}…`;
  const box = (name: string, fromMs: number, toMs: number, inner: number) =>
    tree('rect', {
      class: name,
      x: at(fromMs),
      y: top + inner,
      width: round(Math.max(1.5, at(toMs) - at(fromMs))),
      height: ROW - 6 - 2 * inner,
    });
  return [
    tree('g', {}, [
      tree('title', {}, [words]),
      tree('text', { x: LEFT - 8, y: top + 13, 'text-anchor': 'end' }, [short]),
      box('ground', 0, lastMs, 0),
      ...holds.map(({ fromMs, toMs, isShared }) => box(isShared ? 'held shared' : 'held', fromMs, toMs, 2)),
    ]),
  ];
}

function timeAxis(lastMs: number, bottom: number, at: At): readonly Tree[] {
  return axisSteps(lastMs / 1000, 10)
    .filter((second) => second * 1000 <= lastMs)
    .map((second) =>
      tree('text', { x: at(second * 1000), y: bottom + 18, 'text-anchor': 'middle' }, [`${second} s`]),
    );
}

/** When something was done; of what comes together the first is named. */
function marks({ actsMs, healedMs, recoveredMs }: DrillCourse, bottom: number, at: At): readonly Tree[] {
  const [first] = actsMs;
  const named = [
    ...(first === undefined ? [] : [{ ms: first, name: 'fault', look: 'act' }]),
    ...(healedMs === undefined ? [] : [{ ms: healedMs, name: 'undone', look: 'healed' }]),
    ...(recoveredMs === undefined ? [] : [{ ms: recoveredMs, name: 'as before', look: 'well' }]),
  ];
  const line = (ms: number, look: string) =>
    tree('path', { class: `mark ${look}`, d: `M${at(ms)},${COUNTS.top - 12}V${bottom}` });
  let free = 0;
  return [
    ...actsMs.slice(1).map((ms) => line(ms, 'act')),
    ...named.flatMap(({ ms, name, look }) => {
      const x = Math.max(at(ms), free);
      free = x + name.length * 7 + 14;
      const isLate = x > WIDTH - 70;
      const place = isLate ? { x: WIDTH - RIGHT, 'text-anchor': 'end' } : { x };
      return [
        line(ms, look),
        tree('text', { class: `mark-name ${look}`, y: COUNTS.top - 18, ...place }, [name]),
      ];
    }),
  ];
}

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

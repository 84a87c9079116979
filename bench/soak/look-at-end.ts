import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLabRecord } from '../../src/lab/lab-record.ts';
import { verifyJournal } from '../../src/node/journal/verify-journal.ts';
import { daemonPid, residentKb } from '../daemon/daemon-pids.ts';
import { expect } from './actions.ts';
import type { SoakSite } from './soak-site.ts';
import { FIRST_SHAPE, printSoakSpec } from './soak-spec.ts';

/** It is true: the VIP was moved often, because that was ordered. */
const FLAPS = 'node/vip-flaps';
const SETTLE_MS = 30_000;

/** Takes back what is left of wishes, and puts the first spec in force. @throws Error with what a command said */
export async function putBack(site: SoakSite): Promise<void> {
  await site.untilIdle();
  for (const words of [
    ['resume'],
    ...['web1', 'web2'].flatMap((server) => [
      ['server', 'ready', `web/${server}`],
      ['server', 'weight', `web/${server}`, 'spec'],
    ]),
  ]) {
    expect(await site.holdfast(...words), { 0: 'done' });
  }
  expect(await site.apply(printSoakSpec(FIRST_SHAPE)), { 0: 'in force' });
}

export interface EndOfSoak {
  /** What is not as it must be; empty = all is well. */
  readonly wrong: readonly string[];
  readonly revisions: number;
  readonly events: number;
  /** Of the larger daemon. */
  readonly daemonMb: number;
}

/** Looks until all is as it must be, or for half a minute. */
export async function lookAtEnd(site: SoakSite, holdersNow: () => readonly string[]): Promise<EndOfSoak> {
  const deadline = performance.now() + SETTLE_MS;
  let wrong = await whatIsWrong(site, holdersNow());
  while (wrong.length > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    wrong = await whatIsWrong(site, holdersNow());
  }
  const journals = await Promise.all(
    site.nodes.map((node) => verifyJournal(join(site.lab.dir, node, 'state/journal'))),
  );
  const broken = journals.flatMap((journal) =>
    journal.broken.map(({ file, line, message }) => `${file}:${line}: ${message}`),
  );
  const histories = await Promise.all([...site.doors.values()].map(async (door) => await door.history()));
  return {
    wrong: [...wrong, ...broken],
    revisions: Math.max(...histories.map(({ revisions }) => revisions[0]?.number ?? 0)),
    events: journals.reduce((sum, { records }) => sum + records, 0),
    daemonMb: Math.round(
      Math.max(...site.nodes.map((node) => residentKb(daemonPid(site.lab.dir, node) ?? 0))) / 1024,
    ),
  };
}

async function whatIsWrong(site: SoakSite, holders: readonly string[]): Promise<readonly string[]> {
  const views = await Promise.all(
    [...site.doors].map(async ([node, door]) => ({ node, view: await door.status() })),
  );
  const drift = await site.holdfast('drift');
  const releases = new Set(
    views.flatMap(({ view }) =>
      Object.values(view.members).map(({ release }) => JSON.stringify([release?.revision, release?.digest])),
    ),
  );
  return [
    ...(holders.length === 1 ? [] : [`the VIP is on ${holders.join(' and ') || 'no node'}`]),
    ...views.flatMap(({ node, view }) => [
      ...(view.verdict === 'serving' && view.redundancy.level === 'full'
        ? []
        : [`${node} says: ${view.sentence}: ${view.redundancy.reasons.join('; ')}`]),
      ...(view.vips['edge']?.holders.map((one) => one.node).join() === holders.join()
        ? []
        : [`${node} sees another holder`]),
      ...view.findings
        .filter(({ code }) => code !== FLAPS)
        .map(({ code, about, message }) => `${node} finds ${code} ${about}: ${message}`),
      ...view.intents.map(({ id }) => `${node} has intent ${id} in force`),
      ...(view.apply === undefined || view.apply.stage === 'kept'
        ? []
        : [`${node} has an apply on: ${view.apply.sentence}`]),
      ...Object.entries(view.members).flatMap(([member, { release }]) =>
        release?.trial === undefined ? [] : [`${node} sees a trial on ${member}`],
      ),
    ]),
    ...(releases.size === 1 ? [] : [`the nodes are on ${[...releases].join(' and ')}`]),
    ...(drift.code === 0 ? [] : [`drift: ${drift.stdout}${drift.stderr}`]),
    ...leftovers(site),
  ];
}

/** Members of the lab that nobody needs any more, and those that are missing. */
function leftovers({ lab }: SoakSite): readonly string[] {
  const wanted = ['lb1', 'lb2', ...Object.keys(FIRST_SHAPE.weights), 'client'].sort().join(' ');
  const recorded = readLabRecord(lab.dir)?.plan.members.map(({ name }) => name) ?? [];
  const seen = [recorded, readdirSync(join(lab.dir, 'ns'))].map((names) => names.toSorted().join(' '));
  return seen.filter((names) => names !== wanted).map((names) => `the lab has ${names}, not ${wanted}`);
}

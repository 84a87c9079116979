import type { CommandResult } from '../../src/host/run-command.ts';
import { killWhile, settled } from './interrupted.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { SoakSite } from './soak-site.ts';
import { printSoakSpec, type SoakShape } from './soak-spec.ts';

/** What came of an action, in a word or two; each is counted. */
export type Came = string;

export interface Action {
  readonly name: string;
  /** How often it is chosen, against the others. */
  readonly often: number;
  /** It moves the VIP: requests in flight at that moment may end with it. */
  readonly moves?: true;
  /** All chance is drawn before anything is done, so that the choices do not depend on how it goes. Throws what may not be. */
  readonly run: (site: SoakSite, random: SeededRandom) => Promise<Came>;
}

const STATES = ['drain', 'maint'] as const;
/** A server of these is always in service. */
const KEPT = ['web1', 'web2'] as const;

export const ACTIONS: readonly [Action, ...Action[]] = [
  {
    name: 'apply: servers and weights',
    often: 5,
    run: (site, random) => applyShape(site, { ...drawServers(random), checkMs: site.shape.checkMs }),
  },
  {
    name: 'apply: needs a reload',
    often: 3,
    run: (site) => applyShape(site, { ...site.shape, checkMs: otherCheck(site.shape) }),
  },
  {
    name: 'apply: HAProxy refuses',
    often: 1,
    run: async (site, random) => {
      const shape = { ...drawServers(random), checkMs: site.shape.checkMs };
      return expect(await site.apply(printSoakSpec(shape, 'acl broken path_reg (')), { 1: 'refused' });
    },
  },
  {
    name: 'apply: nobody confirms',
    often: 2,
    run: async (site, random) => {
      const shape = { ...drawServers(random), checkMs: otherCheck(site.shape) };
      return expect(await site.apply(printSoakSpec(shape), '--confirm', '2s', '--wait'), { 1: 'taken back' });
    },
  },
  {
    name: 'apply: confirmed',
    often: 1,
    run: async (site, random) => {
      const shape = { ...drawServers(random), checkMs: site.shape.checkMs };
      const applied = expect(await site.apply(printSoakSpec(shape), '--confirm', '60s'), { 0: 'kept' });
      // Where the draw is what is in force already, there is nothing to confirm.
      if (await site.waitsForConfirm()) expect(await site.holdfast('confirm'), { 0: 'kept' });
      site.shape = shape;
      return applied;
    },
  },
  {
    name: 'rollback',
    often: 2,
    run: async (site) => expect(await site.holdfast('rollback', '--yes'), { 0: 'in force' }),
  },
  {
    name: 'server drain or maint',
    often: 3,
    run: async (site, random) => {
      const [server, state] = [random.pick(KEPT), random.pick(STATES)];
      if (site.out !== undefined && site.out !== server) await ready(site);
      site.out = server;
      return expect(await site.holdfast('server', state, `web/${server}`, '--reason', 'soak'), { 0: state });
    },
  },
  { name: 'server ready', often: 2, run: async (site) => await ready(site) },
  {
    name: 'server weight',
    often: 2,
    run: async (site, random) => {
      const weight = random.pick(['spec', '1', '3', '5']);
      return expect(await site.holdfast('server', 'weight', `web/${random.pick(KEPT)}`, weight), {
        0: 'told',
      });
    },
  },
  {
    name: 'switchover',
    often: 4,
    moves: true,
    run: async (site) => expect(await site.holdfast('switchover', 'edge', '--yes'), { 0: 'moved' }),
  },
  {
    name: 'pause or resume',
    often: 2,
    run: async (site) => {
      site.paused = !site.paused;
      return expect(await site.holdfast(site.paused ? 'pause' : 'resume'), {
        0: site.paused ? 'paused' : 'resumed',
      });
    },
  },
  {
    name: 'kill -9 of a daemon',
    often: 3,
    run: async (site, random) => {
      await site.killDaemon(drawNode(site, random));
      return settled(site, 'back');
    },
  },
  {
    name: 'kill -9 during an apply',
    often: 3,
    run: async (site, random) => {
      const shape = { ...drawServers(random), checkMs: otherCheck(site.shape) };
      const order = () => site.apply(printSoakSpec(shape));
      return killWhile(site, order, drawNode(site, random), random.below(3_000), () => (site.shape = shape));
    },
  },
  {
    name: 'kill -9 during a switchover',
    often: 2,
    moves: true,
    run: async (site, random) => {
      const order = () => site.holdfast('switchover', 'edge', '--yes');
      return killWhile(site, order, drawNode(site, random), random.below(1_500));
    },
  },
];

export function drawAction(random: SeededRandom): Action {
  const all = ACTIONS.flatMap((action) => Array.from({ length: action.often }, () => action));
  return all[random.below(all.length)] ?? ACTIONS[0];
}

async function applyShape(site: SoakSite, shape: SoakShape): Promise<Came> {
  const came = expect(await site.apply(printSoakSpec(shape)), { 0: 'in force' });
  site.shape = shape;
  return came;
}

async function ready(site: SoakSite): Promise<Came> {
  const { out } = site;
  site.out = undefined;
  return expect(await site.holdfast('server', 'ready', `web/${out ?? KEPT[0]}`), { 0: 'ready' });
}

function drawServers(random: SeededRandom): Pick<SoakShape, 'weights'> {
  const more = ['web3', 'web4', 'web5'].filter(() => random.below(2) === 1);
  return { weights: Object.fromEntries([...KEPT, ...more].map((name) => [name, 1 + random.below(4)])) };
}

function otherCheck({ checkMs }: SoakShape): number {
  return checkMs === 1_000 ? 1_500 : 1_000;
}

function drawNode(site: SoakSite, random: SeededRandom): string {
  return site.nodes[random.below(site.nodes.length)] ?? '';
}

/** The word for the exit code. @throws Error with all that the command said, when there is none */
export function expect(result: CommandResult, words: Readonly<Record<number, Came>>): Came {
  const word = words[result.code];
  if (word !== undefined) return word;
  throw new Error(`the command ended with ${result.code}\n${result.stdout}${result.stderr}`);
}

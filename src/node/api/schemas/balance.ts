import * as z from 'zod';
import { named } from './named.ts';
import { moment, nameText } from './shared.ts';

const counts = z.record(z.string(), z.number()).describe('Server → sessions.');

const by = z.enum(['wazuh-api', 'sessions']);

const balancePlan = named(
  'BalancePlan',
  'What moving sessions would come to.',
  z.object({
    isBalanced: z.boolean(),
    shares: counts,
    moves: counts,
    predicted: counts,
    says: z.string(),
  }),
);

const balanceRun = named(
  'BalanceRun',
  'One rebalance of a pool: the one that is on, or the last one.',
  z.object({
    id: z.string(),
    who: z.string(),
    startedAt: moment,
    endedAt: moment.optional(),
    ended: z.enum(['balanced', 'stopped']).optional().describe('Missing = it is on.'),
    says: z.string(),
    before: counts,
    predicted: counts,
    moved: z.number(),
    of: z.number(),
    by,
  }),
);

export const balanceView = named(
  'BalanceView',
  'How the sessions of one pool are spread over its servers, as the node that decides sees it.',
  z.object({
    pool: z.string(),
    mode: z.enum(['off', 'suggest', 'on']),
    decider: z.string().optional(),
    state: z.enum(['balanced', 'unbalanced', 'moving', 'blocked', 'blind']),
    says: z.string(),
    now: counts,
    plan: balancePlan.optional(),
    takesMs: z.number().optional(),
    by: by.optional().describe('How they would be moved now.'),
    run: balanceRun.optional(),
  }),
);

export const balanceViews = named('BalanceViews', 'One a pool with `rebalance`.', z.array(balanceView));

export const poolName = z.strictObject({ pool: nameText });

export const poolSessions = named(
  'PoolSessions',
  'Sessions of a pool on one node, in all its HAProxy processes, and in the newest one alone.',
  z.object({
    servers: z.record(z.string(), z.object({ sessions: z.number(), counted: z.number() })),
    hindrance: z.string().optional(),
  }),
);

export const moveOrder = named(
  'MoveOrder',
  'How many sessions shall leave each server.',
  z.strictObject({ moves: z.record(nameText, z.int().min(0).max(1_000_000)), run: nameText }),
);

export const movedSessions = named('MovedSessions', 'What came of it.', z.object({ moved: z.number() }));

export const balanceOrder = named(
  'BalanceOrder',
  'What an operator wants of a pool’s spread.',
  z.strictObject({ pool: nameText, do: z.enum(['begin', 'stop']), who: z.string().max(256) }),
);

import * as z from 'zod';
import { how } from './apply-progress.ts';
import { named } from './named.ts';
import { moment, nameText } from './shared.ts';

/** The longest spec that is taken, in UTF-16 units: the spec's own limit. */
const LONGEST_SPEC = 1_048_576;

const specText = {
  spec: z.string().max(LONGEST_SPEC).describe('The text of holdfast.yaml.'),
  file: z.string().max(4096).describe('The file as the user named it; problems are told with this name.'),
};

const common = {
  note: z.string().max(1024).exactOptional().describe('Why; default: nothing.'),
  confirmMs: z
    .int()
    .min(1)
    .max(86_400_000)
    .exactOptional()
    .describe('It is taken back after this time unless somebody confirms. Default: it is kept at once.'),
  partial: z.boolean().exactOptional().describe('Go on without nodes that do not answer. Default: refuse.'),
};

export const planOrder = named(
  'PlanOrder',
  'A spec to compare with what is in force.',
  z.strictObject(specText),
);

export const forecastOrder = named(
  'ForecastOrder',
  'A spec; how would this node put it in force?',
  z.strictObject({ ...specText, routerIds: z.record(z.string(), z.int()) }),
);

export const forecast = named(
  'Forecast',
  'How a node would put a spec in force; no engine was asked.',
  z.object({ how, sessionsCut: z.number(), notes: z.array(z.string()) }),
);

export const applyOrder = named(
  'ApplyOrder',
  'A spec that shall be in force.',
  z.strictObject({
    ...specText,
    ...common,
    planned: z
      .strictObject({ before: z.string(), after: z.string() })
      .exactOptional()
      .describe('Digests of the plan that was looked at: refused when something changed since.'),
  }),
);

export const rollbackOrder = named(
  'RollbackOrder',
  'A revision that shall be in force again.',
  z.strictObject({
    ...common,
    revision: z.int().positive().exactOptional().describe('Default: the one before the current one.'),
  }),
);

export const switchoverOrder = named(
  'SwitchoverOrder',
  'A VIP that shall move.',
  z.strictObject({
    vip: nameText,
    to: nameText.exactOptional().describe('Default: the fittest other node.'),
    force: z.boolean().exactOptional().describe('Also to a node that cannot serve. Default: refuse.'),
  }),
);

export const switchoverOutcome = named(
  'SwitchoverOutcome',
  'What a switchover came to.',
  z.object({
    vip: z.string(),
    from: z.string().optional(),
    to: z.string(),
    tookMs: z.number(),
    sessionsCut: z.number(),
    sentence: z.string(),
  }),
);

/** Of peers, which may be of a later version: what is not known is left out. */
export const trialOrder = named(
  'TrialOrder',
  'From the coordinator of an apply: put this in force, and take it back unless you hear from me.',
  z.object({
    apply: nameText,
    coordinator: nameText,
    kind: z.enum(['apply', 'rollback']),
    revision: z.int().min(0),
    base: z.int().min(0),
    spec: specText.spec,
    file: specText.file,
    release: z.string().max(256),
    routerIds: z.record(z.string(), z.int()),
    who: z.string().max(512),
    at: moment,
    note: z.string().max(1024),
    leaseMs: z.int().min(1),
    step: z
      .object({ of: z.enum(['former', 'next']), without: z.array(nameText) })
      .exactOptional()
      .describe('A step on the way to the release. Default: the release itself.'),
  }),
);

export const checked = named(
  'Checked',
  'What the engines of a node say of a release; nothing was changed.',
  z.object({
    node: z.string(),
    release: z.string(),
    revision: z.number(),
    etag: z.string(),
    how,
    sessionsCut: z.number(),
    notes: z.array(z.string()),
  }),
);

export const forced = named(
  'Forced',
  'What putting the files of a node in force came to.',
  z.object({
    how,
    steps: z.array(z.string()),
    notes: z.array(z.string()),
    sessionsCut: z.number(),
    tookMs: z.number(),
  }),
);

import type * as z from 'zod';
import { type Problem, problem, type Severity } from '../base/problem.ts';
import type { Span } from '../base/text-range.ts';
import type { HaproxySource } from '../engines/haproxy/grammar/source.ts';
import type { SpecPath } from '../site/site.ts';
import type { specSchema } from '../spec/spec.ts';

type SpecInput = z.input<typeof specSchema>;
export type NodeInput = SpecInput['nodes'][string];
export type VipInput = SpecInput['vips'][string];
export type ServiceInput = NonNullable<SpecInput['services']>[string];
export type PoolInput = NonNullable<SpecInput['pools']>[string];
/** `wazuh` as a person writes it. */
export type WazuhInput = NonNullable<SpecInput['wazuh']>;
export type ServerInput = Exclude<PoolInput['servers'][string], string>;

/** A spec while it is put together from somebody's files. */
export interface Draft {
  readonly spec: {
    name: string;
    nodes: Record<string, NodeInput>;
    vips: Record<string, VipInput>;
    services: Record<string, ServiceInput>;
    pools: Record<string, PoolInput>;
    wazuh?: WazuhInput;
    stats?: SpecInput['stats'];
    log?: SpecInput['log'];
    errorPages: Record<string, string>;
    raw: { haproxy?: string; keepalived?: string };
  };
  /** The lines of a comment above a value of the spec, without `#`. */
  readonly comments: Map<SpecPath, readonly string[]>;
  /** What could not be said as it stood. */
  readonly problems: Problem[];
  /** The files of HAProxy that are read, for their comments. */
  readonly sources: readonly HaproxySource[];
}

export function emptyDraft(name: string, sources: readonly HaproxySource[]): Draft {
  return {
    spec: { name, nodes: {}, vips: {}, services: {}, pools: {}, errorPages: {}, raw: {} },
    comments: new Map(),
    problems: [],
    sources,
  };
}

/** What an import says about one place; `docs/problems/import/` explains each code. */
const REMEDIES = {
  'import/kept-raw': 'leave it, or say it with a key of the spec where there is one.',
  'import/left-out': 'decide whether you need it; what it did is not in the spec.',
  'import/changed': 'check that this is what you want.',
  'import/replaced': 'nothing; it is told so that you do not miss it.',
  'import/secret': 'put the value there on each node before the first apply.',
  'import/unknown-address': 'give it with --address NODE=ADDRESS/PREFIX, or write it into the spec.',
  'import/no-vip':
    'write the virtual address and its prefix into the spec, or import keepalived.conf as well.',
  'import/no-service':
    'import the haproxy.cfg of the pair as well, or write into the spec what listens on the virtual address.',
  'import/nodes-differ': 'look at it with `holdfast lint`, and say in the spec what both nodes shall do.',
} as const;

const SEVERITIES: Readonly<Record<ImportCode, Severity>> = {
  'import/kept-raw': 'warning',
  'import/left-out': 'warning',
  'import/changed': 'warning',
  'import/replaced': 'info',
  'import/secret': 'warning',
  'import/unknown-address': 'error',
  'import/no-vip': 'error',
  'import/no-service': 'error',
  'import/nodes-differ': 'warning',
};

export type ImportCode = keyof typeof REMEDIES;

export function tell(draft: Draft, code: ImportCode, at: Span, message: string): void {
  draft.problems.push(problem(code, at.path, at, message, REMEDIES[code], SEVERITIES[code]));
}

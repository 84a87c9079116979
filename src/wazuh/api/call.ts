import type * as z from 'zod';
import type { Use } from './request-budget.ts';

/** One request, in the words of the API and in ours. */
export interface Call<Shape extends z.ZodType = z.ZodType> {
  /** Its name in metrics. */
  readonly name: 'nodes' | 'agents' | 'counts' | 'reconnect' | 'manager';
  /** After "may not" and "the request to". */
  readonly does: string;
  readonly action: 'cluster:read' | 'agent:read' | 'agent:reconnect';
  /** GET is asked again where it came to nothing; PUT only if it cannot have been carried out. */
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly answer: Shape;
  readonly use: Use;
  /** How long all attempts together may take; past it the last fault is thrown. */
  readonly patienceMs: number;
  /** How often all URLs are tried. */
  readonly rounds: number;
}

import type * as z from 'zod';
import type { Right } from '../../pki/rights.ts';
import type { NodeService } from '../node-service.ts';

/** What came with a request, checked; `who` is what the connection proves. */
export interface Asked<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly who: string;
  readonly ifMatch: string | undefined;
}

type Shape = z.ZodType<Readonly<Record<string, unknown>>>;

/** One thing that a node can be asked. Server, doors and description are all made from the list of these. */
export interface Operation<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Its name in the description, and in code that is generated from it. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'put';
  /** Below `/api/v1`; `{name}` is a parameter. */
  readonly path: string;
  /** Also served at the root, where probes and scrapers look. */
  readonly atRoot?: true;
  readonly right: Right;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** It may be asked under the condition that the state is still the one with this ETag. */
  readonly ifMatch?: true;
  /** Missing = it answers with nothing, 204. */
  readonly answer?: Answer;
  /** Of an answer that is text; default: JSON. */
  readonly media?: string;
  /** Default 200, without an answer 204. */
  readonly status?: 200 | 202;
  /** It may have nothing to answer with: 204 then. */
  readonly maybe?: true;
  /** The status of an answer, where it depends on it. */
  statusOf?(answer: z.output<Answer>): 200 | 503;
  etag?(answer: z.output<Answer>): string;
  serve(
    service: NodeService,
    asked: Asked<z.output<Params>, z.output<Query>, z.output<Body>>,
  ): Promise<unknown>;
}

/** Keeps the types of one operation's schemas. */
export function operation<
  Params extends Shape,
  Query extends Shape,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(its: Operation<Params, Query, Body, Answer>): Operation<Params, Query, Body, Answer> {
  return its;
}

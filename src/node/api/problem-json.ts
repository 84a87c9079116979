import { STATUS_CODES } from 'node:http';
import * as z from 'zod';
import { Fault } from '../../base/fault.ts';
import { named } from './schemas/named.ts';

export const PROBLEM_MEDIA = 'application/problem+json';

/** RFC 9457, with what every fault of ours has. */
export const problemSchema = named(
  'Problem',
  'Why something was refused or failed, and what to do.',
  z.object({
    type: z.string().describe('`urn:holdfast:` and the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().describe('`holdfast explain CODE` tells more.'),
    remedy: z.string(),
    evidence: z.string(),
    etag: z.string().exactOptional().describe('Of the state as it is now, where a condition was not met.'),
  }),
);

export type ProblemJson = z.output<typeof problemSchema>;

export function problemOf(fault: Fault, status: number, etag?: string): ProblemJson {
  const { code, message: detail, remedy, evidence } = fault;
  return {
    type: `urn:holdfast:${code}`,
    title: STATUS_CODES[status] ?? 'Refused',
    status,
    detail,
    code,
    remedy,
    evidence,
    ...(etag !== undefined && { etag }),
  };
}

/** The fault that a problem was made of; undefined = the text is none of ours. */
export function faultOf(text: string): Fault | undefined {
  try {
    const { code, detail, remedy, evidence } = problemSchema.parse(JSON.parse(text));
    return new Fault(code, detail, remedy, evidence);
  } catch {
    return undefined;
  }
}

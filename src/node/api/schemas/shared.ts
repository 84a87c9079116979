import * as z from 'zod';
import { named } from './named.ts';

/** As the spec takes it. */
export const nameText = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/);

/** ISO 8601 in UTC; empty where the contract says what that means. */
export const moment = z.string();

export const severity = z.enum(['critical', 'warning']);

export const plainFault = named(
  'Fault',
  'What failed, why, and what to do.',
  z.object({
    code: z.string(),
    message: z.string(),
    remedy: z.string(),
    evidence: z.string(),
  }),
);

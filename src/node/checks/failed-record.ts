import { join } from 'node:path';
import * as z from 'zod';
import { type StoredRecord, storedRecord } from '../apply/stored-record.ts';

/** `checks.json`: who is out by the checks, and when servers went down lately. */
export interface FailedRecord {
  readonly version: 1;
  /** `pool/server` */
  readonly failed: readonly string[];
  /** `pool/server` → milliseconds since 1970. */
  readonly downs: Readonly<Record<string, readonly number[]>>;
}

const schema: z.ZodType<FailedRecord> = z.object({
  version: z.literal(1),
  failed: z.array(z.string()),
  downs: z.record(z.string(), z.array(z.number())),
});

export function failedRecord(stateDir: string): StoredRecord<FailedRecord> {
  return storedRecord(join(stateDir, 'checks.json'), schema);
}

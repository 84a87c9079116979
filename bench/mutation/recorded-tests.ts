/*
 * Stands in for node:test while mutants run: it only notes the tests, so that one process can run any of them, again
 * and again, without loading the files anew.
 */

export interface RecordedTest {
  /** File, groups and name; unique. */
  readonly id: string;
  readonly run: () => unknown;
}

export const recordedTests: RecordedTest[] = [];
const groups: string[] = [];
const ids = new Set<string>();

/** Loads a test file; what it declares is noted below its name. */
export async function recordTests(file: string, load: () => Promise<unknown>): Promise<void> {
  groups.push(file);
  await load();
  groups.pop();
}

export function describe(name: string, declare: () => void): void {
  groups.push(name);
  declare();
  groups.pop();
}

export function test(name: string, run: () => unknown): void {
  const id = uniqueId([...groups, name].join(' > '));
  ids.add(id);
  recordedTests.push({ id, run });
}

export function it(name: string, run: () => unknown): void {
  test(name, run);
}

function uniqueId(id: string): string {
  if (!ids.has(id)) return id;
  let count = 2;
  while (ids.has(`${id} (${count})`)) count += 1;
  return `${id} (${count})`;
}

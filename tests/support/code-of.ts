import { Fault } from '../../src/base/fault.ts';

/** The code of the Fault that it ends with; `none` when it ends well. What is no Fault is thrown on. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  }
  return 'none';
}

import { existsSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { Fault } from '../base/fault.ts';
import { labNames } from '../lab/state-dir.ts';
import { DEFAULT_SPEC_FILE } from './load-site.ts';

/** How the user names a lab: `--lab-name NAME`, else the name in the spec `-f FILE`. */
export interface LabChoice {
  readonly labName?: string | undefined;
  readonly file?: string | undefined;
}

/**
 * The name of the lab that is meant. Where nothing is said and there is no spec, the only lab that runs. The spec may
 * be full of problems: only its `name` is read, because a lab must be looked at and ended all the same.
 */
export function chooseLab({ labName, file }: LabChoice): string {
  if (labName !== undefined) return labName;
  const spec = file ?? DEFAULT_SPEC_FILE;
  if (existsSync(spec)) {
    const name = readName(spec);
    if (name !== undefined) return name;
    throw new Fault(
      'lab/no-name',
      `${spec} has no name to find the lab by.`,
      'name the lab: --lab-name NAME',
    );
  }
  const running = labNames();
  if (file === undefined && running.length === 1) return running[0]!;
  throw new Fault(
    'lab/no-name',
    `There is no ${spec} to tell which lab is meant.`,
    running.length === 0
      ? 'no lab runs; start one: holdfast lab up -f SPEC'
      : `name the spec (-f FILE) or the lab (--lab-name ${running.join(' | ')})`,
  );
}

function readName(file: string): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Fault(
      'lab/no-name',
      `${file} cannot be read.`,
      'name the lab: --lab-name NAME',
      (error as Error).message,
    );
  }
  try {
    const name: unknown = parseDocument(text, { logLevel: 'silent' }).get('name');
    if (typeof name === 'string') return name;
  } catch {
    // Not YAML at all; the line may still be there.
  }
  return /^name:[ \t]*["']?([A-Za-z0-9][A-Za-z0-9_.-]*)/m.exec(text)?.[1];
}

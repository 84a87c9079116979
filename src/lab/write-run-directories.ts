import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { RUN_FILES } from '../release/foundation-config.ts';
import type { Release, ReleaseFile } from '../release/release.ts';
import type { Secret } from '../site/site.ts';
import type { NetworkPlan } from './network-plan.ts';
import { stateFault } from './state-dir.ts';

/** Makes the directories of a lab and its members, and puts each node's files of the release in its place. */
export function writeRunDirectories(dir: string, plan: NetworkPlan, release: Release): void {
  try {
    mkdirSync(`${dir}/ns`, { recursive: true, mode: 0o700 });
    mkdirSync(`${dir}/log`, { recursive: true, mode: 0o700 });
    for (const { name } of plan.members) mkdirSync(`${dir}/${name}/log`, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw stateFault(dir, error);
  }
  for (const file of release.files) writeReleaseFile(`${dir}/${file.node}/${RUN_FILES.wanted}`, file);
}

/** Writes one file into a node's `release/` directory, its secrets filled in. */
export function writeReleaseFile(directory: string, file: ReleaseFile): void {
  const text = fillSecrets(file);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(`${directory}/${file.path}`, text, { mode: file.mode });
  } catch (error) {
    throw stateFault(`${directory}/${file.path}`, error);
  }
}

/** Throws `lab/secret-missing` or `lab/secret-unusable`; neither tells the value. */
export function fillSecrets({ text, secrets }: Pick<ReleaseFile, 'text' | 'secrets'>): string {
  return secrets.reduce(
    (filled, secret) => filled.replaceAll(`<secret ${nameOf(secret)}>`, () => valueOf(secret)),
    text,
  );
}

function valueOf(secret: Secret): string {
  const value = 'env' in secret ? process.env[secret.env] : readSecret(secret.file);
  if (value === undefined || value === '') {
    throw new Fault(
      'lab/secret-missing',
      `The spec takes a secret from ${nameOf(secret)}, and there is none.`,
      'env' in secret
        ? `run: export ${secret.env}=… and start the lab again`
        : `write it into ${secret.file}, readable by you`,
    );
  }
  // It ends up as part of one word of an engine's file: nothing in it may end that word.
  if (/[\s"'\\#$`<>]|\p{Cc}/u.test(value)) {
    throw new Fault(
      'lab/secret-unusable',
      `The secret from ${nameOf(secret)} holds a blank, a quote or another character that an engine's file gives a meaning.`,
      'choose one of letters, digits and - _ . : ! % & / ( ) = ? + * , ; @ ^ ~ |',
    );
  }
  return value;
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    return undefined;
  }
}

function nameOf(secret: Secret): string {
  return 'env' in secret ? `env:${secret.env}` : `file:${secret.file}`;
}

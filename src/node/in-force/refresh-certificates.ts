import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { command } from '../../engines/haproxy/runtime/commands.ts';
import { planCertificates, type WantedCertificate } from '../../engines/haproxy/runtime/plan-certificates.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import type { HaproxyRuntime } from '../haproxy/open-haproxy-cli.ts';
import { replaceFile } from '../write-durably.ts';
import { askReload } from './ask-reload.ts';
import type { Forced } from './forced.ts';
import { lookAtHaproxy } from './look-at-haproxy.ts';
import { readTexts } from './node-texts.ts';
import { tellHaproxy } from './tell-haproxy.ts';
import { mendWanted, writeTexts } from './write-wanted.ts';

/** What a HAProxy process has loaded: file → SHA-256. */
interface Loaded {
  readonly pid: number | undefined;
  readonly digests: Readonly<Record<string, string>>;
}

const MEMORY = 'certificates.json';

/**
 * Certificates of the running HAProxy whose file has another content by now are replaced through its socket; where they
 * are too long for that, a new HAProxy loads them. HAProxy itself says which it serves; chains, of which it tells too
 * little, are compared with the digests of the first look at this process.
 * @throws Fault `node/certificate-unreadable`, `node/haproxy-refused` …; the others are replaced all the same
 */
export async function refreshCertificates(runDir: string): Promise<Forced> {
  const start = performance.now();
  const look = await lookAtHaproxy(runDir);
  try {
    const memory = await recall(runDir);
    const known = memory?.pid === look.pid ? memory?.digests : undefined;
    const { changed, digests, broken } = await compare(look.cli, known ?? {});
    const { steps, reasons } = planCertificates(changed);
    const says: string[] = [];
    const failures: string[] = [...broken];
    for (const step of steps) {
      const told = await tellHaproxy(look.cli, [step]);
      says.push(...told.says);
      if (told.failure === undefined || step.kind !== 'certificate') continue;
      failures.push(told.failure);
      delete digests[step.file];
    }
    if (reasons.length > 0 && failures.length === 0) {
      // Files that somebody has written there meanwhile do not come in by this.
      const inForce = await readTexts(join(runDir, RUN_FILES.active));
      if (inForce !== undefined) await writeTexts(runDir, inForce);
      await mendWanted(runDir);
      await askReload(runDir, 'anew');
      says.push('a new HAProxy loads its certificates');
    }
    // Without it the leaves are still compared: only a chain that changes alone goes unnoticed.
    await replaceFile(join(runDir, MEMORY), JSON.stringify({ pid: look.pid, digests })).catch(
      () => undefined,
    );
    if (failures.length > 0) throw notRefreshed(failures, says);
    const how = reasons.length > 0 ? 'reload' : says.length > 0 ? 'runtime' : 'nothing';
    return { how, steps: says, notes: reasons, sessionsCut: 0, tookMs: performance.now() - start };
  } finally {
    look.cli.close();
  }
}

interface Compared {
  readonly changed: readonly WantedCertificate[];
  readonly digests: Record<string, string>;
  readonly broken: readonly string[];
}

async function compare(cli: HaproxyRuntime, known: Loaded['digests']): Promise<Compared> {
  const changed: WantedCertificate[] = [];
  const digests: Record<string, string> = {};
  const broken: string[] = [];
  for (const file of await loadedFiles(cli)) {
    try {
      const pem = await readPem(file);
      const digest = createHash('sha256').update(pem).digest('hex');
      const served = /^SHA1 FingerPrint: ([0-9A-F]+)$/m.exec(
        await cli.ask(command.showCertificate(file)),
      )?.[1];
      const isSame = new X509Certificate(pem).fingerprint.replaceAll(':', '') === served;
      digests[file] = digest;
      if (!isSame || (known[file] ?? digest) !== digest) changed.push({ file, pem });
    } catch (error) {
      if (error instanceof Fault) throw error;
      broken.push(`${file}: ${(error as Error).message}`);
    }
  }
  return { changed, digests, broken };
}

/** Names of the answer to `show ssl cert`; a starred one waits for its commit. */
async function loadedFiles(cli: HaproxyRuntime): Promise<string[]> {
  const shown = await cli.ask(command.showCertificates);
  return shown.split('\n').filter((line) => isAbsolute(line));
}

/** With its key, which may stand beside it in `FILE.key`. */
async function readPem(file: string): Promise<string> {
  const pem = await readFile(file, 'utf8');
  if (pem.includes('PRIVATE KEY-----')) return pem;
  return `${pem.trimEnd()}\n${await readFile(`${file}.key`, 'utf8')}`;
}

async function recall(runDir: string): Promise<Loaded | undefined> {
  try {
    return JSON.parse(await readFile(join(runDir, MEMORY), 'utf8')) as Loaded;
  } catch {
    return undefined;
  }
}

function notRefreshed(failures: readonly string[], says: readonly string[]): Fault {
  return new Fault(
    'node/certificate-not-replaced',
    `${failures.length} of the certificates on the disk could not be given to HAProxy, which goes on with the former ones; ${says.length} others were replaced.`,
    'Write a PEM file with the certificate first, then its chain and its key; it is tried again by itself.',
    failures.join('\n'),
  );
}

import { X509Certificate } from 'node:crypto';
import { Fault } from '../../base/fault.ts';
import { command } from '../../engines/haproxy/runtime/commands.ts';
import { describeStep } from '../../engines/haproxy/runtime/describe-step.ts';
import type { StepOf } from '../../engines/haproxy/runtime/runtime-step.ts';
import type { HaproxyRuntime } from './open-haproxy-cli.ts';

/**
 * HAProxy has one transaction for all certificates, and up to 3.0 whoever sets another one changes the pending one
 * instead. So: nothing may be pending, what is pending afterwards is compared, and only then is it committed.
 */
export async function commitCertificate(cli: HaproxyRuntime, step: StepOf<'certificate'>): Promise<string> {
  const { file, pem } = step;
  const wanted = fingerprintOf(file, pem);
  const listed = await cli.ask(command.showCertificates);
  const pending = /^\*(.+)$/m.exec(listed)?.[1];
  if (pending !== undefined) throw transactionOpen(pending);
  if (!listed.split('\n').includes(file)) throw notLoaded(file);
  await cli.ask(command.setCertificate(file), pem);
  try {
    if ((await shownFingerprint(cli, `*${file}`)) !== wanted) throw transactionOpen(file);
    await cli.ask(command.commitCertificate(file));
    if ((await shownFingerprint(cli, file)) === wanted) return `done: ${describeStep(step)}`;
  } catch (error) {
    // A commit that fails, say because key and certificate do not belong together, leaves its transaction open.
    await cli.ask(command.abortCertificate(file)).catch(() => {});
    throw error;
  }
  throw new Fault(
    'node/haproxy-not-in-force',
    `HAProxy took certificate ${file}, but serves another one.`,
    'see who else changes this HAProxy; a reload puts its files in force.',
  );
}

async function shownFingerprint(cli: HaproxyRuntime, file: string): Promise<string | undefined> {
  const shown = await cli.ask(command.showCertificate(file));
  return /^SHA1 FingerPrint: ([0-9A-F]+)$/m.exec(shown)?.[1];
}

function fingerprintOf(file: string, pem: string): string {
  try {
    return new X509Certificate(pem).fingerprint.replaceAll(':', '');
  } catch (error) {
    throw new Fault(
      'node/certificate-unreadable',
      `What is to replace ${file} holds no certificate.`,
      'name a PEM file with the certificate first, then its chain and its key.',
      '',
      error,
    );
  }
}

function transactionOpen(file: string): Fault {
  return new Fault(
    'node/haproxy-transaction-open',
    `Somebody else is replacing certificate ${file} in this HAProxy: a second one would be mixed up with it.`,
    `finish or give up the other change ("abort ssl cert ${file}" on HAProxy's socket), then apply again.`,
  );
}

function notLoaded(file: string): Fault {
  return new Fault(
    'node/haproxy-certificate-unknown',
    `HAProxy has no certificate ${file} loaded.`,
    'let the change be made by a reload.',
  );
}

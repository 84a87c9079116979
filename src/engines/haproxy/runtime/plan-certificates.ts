import { LONGEST_MESSAGE } from './abilities.ts';
import { isSafeWord } from './commands.ts';
import { join, NOTHING, needsReload, type Planned } from './planned.ts';

/** A certificate with its key and chain, as one file. */
export interface WantedCertificate {
  /** The path as HAProxy's file names it. */
  readonly file: string;
  readonly pem: string;
}

/** Of the message beside the certificate: the command and its end. */
const COMMAND_BYTES = 64;

export function planCertificates(certificates: readonly WantedCertificate[]): Planned {
  return join(certificates.map(planCertificate));
}

function planCertificate({ file, pem }: WantedCertificate): Planned {
  if (!isSafeWord(file)) return needsReload(`the path of certificate ${file} cannot be written in a command`);
  const bytes = Buffer.byteLength(pem) + Buffer.byteLength(file) + COMMAND_BYTES;
  if (bytes > LONGEST_MESSAGE)
    return needsReload(
      `certificate ${file} needs a message of ${bytes} bytes; above ${LONGEST_MESSAGE} it is not safe`,
    );
  return { ...NOTHING, steps: [{ kind: 'certificate', file, pem }] };
}

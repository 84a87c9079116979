import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface OwnCertificate {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/**
 * The self-signed certificate of a manager, as its first start makes it: `manager.key` and `manager.pem` in `dir`, made by
 * openssl when they are not there.
 */
export async function ownCertificate(dir: string, name: string, address: string): Promise<OwnCertificate> {
  const [key, cert] = [join(dir, 'manager.key'), join(dir, 'manager.pem')];
  if (!existsSync(cert)) {
    const alternatives = `subjectAltName=DNS:${name},DNS:localhost,IP:${address}`;
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '365'];
    const subject = ['-subj', `/CN=${name}`, '-addext', alternatives];
    const files = ['-keyout', key, '-out', cert];
    await promisify(execFile)('openssl', ['req', '-x509', ...curve, ...subject, ...files]);
  }
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

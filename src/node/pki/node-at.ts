import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, connect, type PeerCertificate } from 'node:tls';
import { readIdentity } from './identity.ts';
import type { TlsOptions } from './tls-options.ts';

/**
 * Which node of the site answers at an address, by its certificate, which is verified as for any connection.
 * @throws Error as Node gives it: no way there, not verified, or whoever is there is no node
 */
export function nodeAt(host: string, port: number, tls: TlsOptions, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let node = '';
    const checkNode = (name: string, certificate: PeerCertificate): Error | undefined => {
      const identity = readIdentity(new X509Certificate(certificate.raw));
      if (identity?.role !== 'node') return new Error('its certificate is not that of a node of this site');
      node = identity.name;
      return checkServerIdentity(name, certificate);
    };
    const socket = connect({ host, port, ...tls, checkServerIdentity: checkNode });
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)));
    socket.once('secureConnect', () => {
      socket.end();
      resolve(node);
    });
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('it closed the connection')));
  });
}

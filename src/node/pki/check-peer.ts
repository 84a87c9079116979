import { X509Certificate } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { readIdentity } from './identity.ts';

/**
 * For `checkServerIdentity` of a connection to a node: besides the address, the certificate must be of the node that we
 * mean to speak to, so that one node cannot answer in another's place.
 */
export function checkPeer(node: string): (host: string, certificate: PeerCertificate) => Error | undefined {
  return (host, certificate) => {
    const identity = readIdentity(new X509Certificate(certificate.raw));
    if (identity?.role !== 'node' || identity.name !== node) {
      const found = identity === undefined ? 'nobody of this site' : `${identity.role} ${identity.name}`;
      return new Error(`the certificate shown at ${host} is of ${found}, not of node ${node}`);
    }
    return checkServerIdentity(host, certificate);
  };
}

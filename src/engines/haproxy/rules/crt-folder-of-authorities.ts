import type { Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { proxiesInForce, proxyTitle } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

const FOLDER =
  /^\/etc\/(?:ssl\/certs|ssl\/private|ssl|pki\/tls\/certs|pki\/tls|pki\/ca-trust.*|ca-certificates)\/?$/;

export const crtFolderOfAuthorities: Rule<HaproxySubject> = {
  code: 'haproxy/crt-folder-of-authorities',
  severity: 'error',
  title: "`crt` names the system's folder of certificates",
  why: "HAProxy loads every file of a folder behind `crt` as a certificate with its key. The system's folders hold authorities without keys, so HAProxy does not start, or does not reload after the next update of the package ca-certificates.",
  source:
    'configuration manual, 5.1 "crt"; haproxy -c on Debian 12: "No Private Key found in \'/etc/ssl/certs/002c0b4f.0.key\'"',
  find: ({ haproxy }) =>
    proxiesInForce(haproxy).flatMap((proxy) =>
      proxy.binds.flatMap(({ statement }) =>
        statement.isConditional
          ? []
          : certificateFolders(statement).map(({ index, folder }) => ({
              at: spanOf(statement, index, index + 1),
              message: `${proxyTitle(proxy)} loads every file of ${folder} as a certificate with a key; that folder holds other files, so HAProxy does not start.`,
              remedy:
                'put the certificates with their keys into a folder of their own, such as /etc/haproxy/certs, and name that.',
            })),
      ),
    ),
};

/** A bind line may name several: `crt FILE crt FOLDER`. */
function certificateFolders({ words }: Statement): { readonly index: number; readonly folder: string }[] {
  return words.flatMap(({ value }, index) => {
    const folder = words[index + 1]?.value ?? '';
    return value === 'crt' && FOLDER.test(folder) ? [{ index, folder }] : [];
  });
}

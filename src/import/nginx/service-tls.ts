import { listOf, settingOf } from '../../engines/nginx/meaning/in-force.ts';
import type { ServiceInput } from '../draft.ts';
import type { Front } from './fronts.ts';
import { drop, note, type Reading, textOf } from './reading.ts';

interface ServiceTls {
  readonly input: Pick<ServiceInput, 'tls' | 'http2'>;
  readonly certificates: readonly string[];
}

/** How the servers of a front end TLS: one certificate of each, the default server's first. */
export function serviceTls(reading: Reading, { servers, isTls, protocol, listens }: Front): ServiceTls {
  if (!isTls) return { input: {}, certificates: [] };
  const certificates = [...new Set(servers.flatMap((server) => certificatesOf(reading, server)))];
  const [main] = servers;
  if (certificates.length === 0) {
    if (main?.directive !== undefined)
      drop(reading, main.directive, 'it ends TLS, and no certificate is said.');
    return { input: {}, certificates };
  }
  const versions = main === undefined ? [] : (settingOf(main, 'ssl_protocols')?.args ?? []);
  const old = versions.filter((version) => /^(SSLv|TLSv1$|TLSv1\.1$)/.test(version));
  const protocols = main === undefined ? undefined : settingOf(main, 'ssl_protocols');
  if (old.length > 0 && protocols !== undefined) {
    const message = `${old.join(' and ')} ${old.length === 1 ? 'was' : 'were'} spoken; the oldest version of a spec is TLSv1.2.`;
    note(reading, 'import/changed', protocols, message);
  }
  const isNewest = versions.length > 0 && versions.every((version) => version === 'TLSv1.3');
  const ciphers = main === undefined ? undefined : settingOf(main, 'ssl_ciphers')?.args[0];
  const speaksHttp2 =
    listens.some(({ params }) => params.includes('http2')) ||
    servers.some((server) => settingOf(server, 'http2')?.args[0] === 'on');
  return {
    certificates,
    input: {
      tls: {
        ...(certificates.length === 1 ? { certificate: certificates[0] } : { certificates }),
        ...(isNewest ? { minimum: 'TLSv1.3' as const } : {}),
        ...(ciphers === undefined || !/^[A-Za-z0-9_+:!@=,.-]{1,1000}$/.test(ciphers) ? {} : { ciphers }),
      },
      ...(protocol === 'stream' || speaksHttp2 ? {} : { http2: false }),
    },
  };
}

function certificatesOf(reading: Reading, server: Front['servers'][number]): string[] {
  const keys = listOf(server, 'ssl_certificate_key');
  return listOf(server, 'ssl_certificate').flatMap((directive, index) => {
    const [file = ''] = directive.args;
    const key = keys[index]?.args[0] ?? file;
    if (!/^\/[^\s"'\\$]*$/u.test(file)) {
      const message = `"${textOf(directive)}" is left out: a spec needs the whole path of the certificate.`;
      note(reading, 'import/left-out', directive, message);
      return [];
    }
    if (key !== file && key !== `${file}.key`) {
      const message = `HAProxy looks for the key in the certificate's own file, or beside it with .key behind the whole name. On each node: ln -s ${key} ${file}.key`;
      note(reading, 'import/changed', directive, message);
    }
    return [file];
  });
}

import { asWritten } from '../engines/as-written.ts';
import type { Bind, HaproxyMeaning } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import { type Draft, type ServiceInput, tell } from './draft.ts';

/** Words of a bind line that the spec says, or that the foundation does. */
const SAID = new Set(
  'ssl crt ssl-min-ver ciphers alpn npn accept-proxy no-sslv3 no-tlsv10 no-tlsv11 force-tlsv12 force-tlsv13 transparent'.split(
    ' ',
  ),
);

/** How a service ends TLS; undefined when it does not. What no key says is told. */
export function importTls(
  draft: Draft,
  meaning: HaproxyMeaning,
  bind: Bind,
): Pick<ServiceInput, 'tls' | 'http2' | 'acceptProxy'> {
  const { options, statement } = bind;
  for (const { name } of options.values()) {
    if (SAID.has(name)) continue;
    const text = asWritten(statement);
    tell(draft, 'import/left-out', spanOf(statement), `"${name}" of "${text}" has no key in a spec.`);
  }
  const proxyProtocol = options.has('accept-proxy') ? acceptFromAll(draft, bind) : {};
  if (!options.has('ssl')) return proxyProtocol;
  const certificates = certificatesOf(meaning, bind);
  const minimum = minimumOf(draft, meaning, bind);
  const ciphers = options.get('ciphers')?.values[0];
  const speaksHttp2 = (options.get('alpn')?.values[0] ?? '').split(',').includes('h2');
  return {
    ...proxyProtocol,
    tls: {
      ...(certificates.length === 1 ? { certificate: certificates[0] } : { certificates }),
      ...(minimum === 'TLSv1.3' ? { minimum } : {}),
      ...(ciphers === undefined ? {} : { ciphers }),
    },
    ...(speaksHttp2 ? {} : { http2: false }),
  };
}

function acceptFromAll(draft: Draft, { statement }: Bind): Pick<ServiceInput, 'acceptProxy'> {
  const message =
    'accept-proxy believes every client what address it claims to have; name the proxies in front instead of all networks.';
  tell(draft, 'import/changed', spanOf(statement), message);
  return { acceptProxy: { from: ['0.0.0.0/0', '::/0'] } };
}

/** Every `crt` of the line, below `crt-base` where it is relative. */
function certificatesOf({ globals }: HaproxyMeaning, { statement }: Bind): string[] {
  const base = globals.flatMap((section) => section.byKeyword.get('crt-base') ?? []).at(-1)?.args[0];
  return statement.args.flatMap((word, index) => {
    if (statement.args[index - 1] !== 'crt') return [];
    return [word.startsWith('/') || base === undefined ? word : `${base.replace(/\/$/, '')}/${word}`];
  });
}

function minimumOf(
  draft: Draft,
  { globals }: HaproxyMeaning,
  { options, statement }: Bind,
): 'TLSv1.2' | 'TLSv1.3' {
  const forAll =
    globals.flatMap((section) => section.byKeyword.get('ssl-default-bind-options') ?? []).at(-1)?.args ?? [];
  const said = options.get('ssl-min-ver')?.values[0] ?? forAll[forAll.indexOf('ssl-min-ver') + 1];
  if (options.has('force-tlsv13') || said === 'TLSv1.3') return 'TLSv1.3';
  if (said === 'TLSv1.0' || said === 'TLSv1.1' || said === 'SSLv3') {
    tell(
      draft,
      'import/changed',
      spanOf(statement),
      `${said} was spoken; the oldest version of a spec is TLSv1.2.`,
    );
  }
  return 'TLSv1.2';
}

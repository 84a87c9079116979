import type { Finding, Rule } from '../../../base/rule.ts';
import type { Span } from '../../../base/text-range.ts';
import type { HaproxyMeaning, Option } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { optionSpan } from './option-span.ts';
import { proxiesInForce } from './proxies-in-force.ts';
import type { HaproxySubject } from './subject.ts';

const OLD = /^(?:SSLv3|TLSv1\.0|TLSv1\.1)$/;
const FORCED: Readonly<Record<string, string>> = {
  'force-sslv3': 'SSLv3',
  'force-tlsv10': 'TLSv1.0',
  'force-tlsv11': 'TLSv1.1',
};
const WEAK = /(?:^|[-_+])(?:RC4|3?DES(?:-CBC3?)?|MD5|A?NULL|E?NULL|EXP(?:ORT)?\d*|LOW|IDEA|SEED)(?=$|[-_+])/i;
const GLOBAL = [
  'ssl-default-bind-options',
  'ssl-default-server-options',
  'ssl-default-bind-ciphers',
  'ssl-default-server-ciphers',
];

export const weakTls: Rule<HaproxySubject> = {
  code: 'haproxy/weak-tls',
  severity: 'warning',
  title: 'TLS that can be broken is accepted',
  why: 'TLS before 1.2 and ciphers such as RC4, 3DES or NULL can be read or changed by somebody on the way; browsers, audits and card schemes refuse them.',
  source: 'RFC 8996 (TLS 1.0 and 1.1 must not be used); RFC 7465 (RC4); Mozilla, Server Side TLS',
  find: ({ haproxy }) => [...inGlobal(haproxy), ...inProxies(haproxy)],
};

function inGlobal({ globals }: HaproxyMeaning): Finding[] {
  return globals.flatMap(({ byKeyword }) =>
    GLOBAL.flatMap((keyword) =>
      (byKeyword.get(keyword) ?? []).flatMap((statement) => {
        if (statement.isConditional) return [];
        const { args } = statement;
        if (keyword.endsWith('ciphers')) return tellCiphers(args[0] ?? '', spanOf(statement, 1, 1));
        return args.flatMap((name, index) =>
          tellVersion(
            name,
            args[index + 1] ?? '',
            spanOf(statement, index + 1, index + (name === 'ssl-min-ver' ? 2 : 1)),
          ),
        );
      }),
    ),
  );
}

function inProxies(haproxy: HaproxyMeaning): Finding[] {
  const told = new Set<Option>();
  const look = (option: Option): Finding[] => {
    if (option.statement.isConditional || told.has(option)) return [];
    told.add(option);
    const [value = ''] = option.values;
    return option.name === 'ciphers'
      ? tellCiphers(value, optionSpan(option))
      : tellVersion(option.name, value, optionSpan(option));
  };
  return proxiesInForce(haproxy).flatMap(({ binds, servers }) =>
    [...binds, ...servers].flatMap(({ options }) => {
      if (!options.has('ssl')) return [];
      return ['ssl-min-ver', 'ssl-max-ver', 'ciphers', ...Object.keys(FORCED)].flatMap((name) => {
        const option = options.get(name);
        return option === undefined ? [] : look(option);
      });
    }),
  );
}

function tellVersion(name: string, value: string, at: Span): Finding[] {
  const forced = FORCED[name];
  const isOld = (name === 'ssl-min-ver' || name === 'ssl-max-ver') && OLD.test(value);
  if (!isOld && forced === undefined) return [];
  const only = forced !== undefined || name === 'ssl-max-ver';
  const message = only
    ? `\`${forced === undefined ? `${name} ${value}` : name}\` allows nothing newer than ${forced ?? value}, which is broken and which clients refuse.`
    : `\`${name} ${value}\` lets clients choose ${value}, which is broken.`;
  return [
    {
      at,
      message,
      remedy: 'write `ssl-min-ver TLSv1.2`.',
      ...(isOld && !only && { fix: [{ span: lastWord(at, value), text: 'TLSv1.2' }] }),
    },
  ];
}

function lastWord(at: Span, value: string): Span {
  return { ...at, column: at.endColumn - value.length };
}

function tellCiphers(list: string, at: Span): Finding[] {
  const weak = list
    .split(/[:, ]/)
    .filter((cipher) => !/^[!-]/.test(cipher) && WEAK.test(cipher.replace(/^\+/, '')));
  if (weak.length === 0) return [];
  return [
    {
      at,
      message: `The cipher list accepts ${weak.join(', ')}, which can be broken.`,
      remedy: 'take them out of the list; Mozilla\'s "intermediate" list for HAProxy is a good one.',
    },
  ];
}

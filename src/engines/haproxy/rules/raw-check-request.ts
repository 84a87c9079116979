import type { Finding, Rule } from '../../../base/rule.ts';
import type { Section, Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { sendWords } from './http-request-text.ts';
import type { HaproxySubject } from './subject.ts';

const METHOD = /^(?:GET|HEAD|OPTIONS|POST|PUT|DELETE|PATCH|TRACE)$/;

export const rawCheckRequest: Rule<HaproxySubject> = {
  code: 'haproxy/raw-check-request',
  severity: 'error',
  title: 'A check request written out by hand',
  why: '`http-check GET …` is no keyword: HAProxy refuses the file and does not start. Headers behind the version of `option httpchk` are deprecated and are lost beside `http-check send`.',
  source: 'configuration manual, "http-check send"; haproxy -c of 2.6.12',
  find: ({ haproxy }) =>
    haproxy.sections.flatMap((section) => [
      ...(section.byKeyword.get('http-check') ?? []).flatMap(findInHttpCheck),
      ...(section.byKeyword.get('option') ?? []).flatMap((statement) => findInHttpchk(section, statement)),
    ]),
};

function findInHttpCheck(statement: Statement): Finding[] {
  const [method = '', uri = '/', ...rest] = statement.args;
  if (!METHOD.test(method)) return [];
  const words = sendWords({ method, uri, version: rest.length === 0 ? undefined : rest.join(' ') });
  const fix =
    words === undefined || hasVariable(statement) ? undefined : [{ span: spanOf(statement, 1), text: words }];
  return [
    {
      at: spanOf(statement),
      message: `\`http-check ${method}\` is no keyword: HAProxy refuses the file and does not start.`,
      remedy:
        'write the request as `http-check send meth … uri … ver … hdr NAME VALUE`, with `option httpchk` above it.',
      ...(fix && { fix }),
    },
  ];
}

function findInHttpchk(section: Section, statement: Statement): Finding[] {
  const [name, ...args] = statement.args;
  const version = args.slice(2).join(' ');
  if (name !== 'httpchk' || statement.modifier !== undefined || !/[\r\n]/.test(version)) return [];
  const [method = '', uri = ''] = args;
  const words = sendWords({ method, uri, version });
  const isFree = !section.byKeyword.get('http-check')?.some(({ args: [kind] }) => kind === 'send');
  const indent = statement.words[0]?.before ?? '';
  const at = spanOf(statement);
  return [
    {
      at,
      severity: 'info',
      message:
        'Headers behind the version of `option httpchk` are deprecated, and HAProxy warns of them at every start.',
      remedy:
        'write `option httpchk` alone and the request as `http-check send meth … uri … ver … hdr NAME VALUE`.',
      ...(words !== undefined &&
        isFree &&
        !hasVariable(statement) && {
          fix: [{ span: at, text: `option httpchk\n${indent}http-check ${words}` }],
        }),
    },
  ];
}

function hasVariable(statement: Statement): boolean {
  return statement.words.some((word) => word.hasVariable);
}

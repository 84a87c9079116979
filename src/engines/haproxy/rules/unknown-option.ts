import type { Finding, Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { closestName } from './reading/closest-name.ts';
import { OPTION_NAMES } from './reading/option-names.ts';
import type { HaproxySubject } from './subject.ts';

const PROXIES = new Set(['defaults', 'frontend', 'backend', 'listen']);

/** Names of tutorials, where the nearest one is not the one that is meant. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['tcpchk', 'tcp-check'],
  ['tcpcheck', 'tcp-check'],
  ['tcp-chk', 'tcp-check'],
  ['http-check', 'httpchk'],
  ['httpcheck', 'httpchk'],
]);

export const unknownOption: Rule<HaproxySubject> = {
  code: 'haproxy/unknown-option',
  severity: 'error',
  title: 'An option is misspelt',
  why: 'HAProxy refuses the file: a restart does not come up again, and a reload keeps the old configuration.',
  source: 'measured: haproxy 2.6 -c answers "unknown option"; configuration manual, 4.1',
  find: ({ haproxy }) =>
    haproxy.sections
      .filter(({ kind }) => PROXIES.has(kind))
      .flatMap(({ byKeyword }) => (byKeyword.get('option') ?? []).flatMap(misspelt)),
};

/** Another name is perhaps the option of a later version: only one that is nearly a known one is told. */
function misspelt(statement: Statement): Finding[] {
  const [name = ''] = statement.args;
  const index = statement.words.length - statement.args.length;
  if (statement.isConditional || OPTION_NAMES.has(name) || statement.words[index]?.hasVariable === true)
    return [];
  const near = closestName(name, OPTION_NAMES);
  const isSlip = near !== undefined && near[0] === name[0] && Math.abs(near.length - name.length) <= 2;
  const meant = MEANT.get(name) ?? (isSlip ? near : undefined);
  if (meant === undefined) return [];
  return [
    {
      at: spanOf(statement, index, index),
      message: `There is no \`option ${name}\`: HAProxy refuses the file and does not start.`,
      remedy: `write \`option ${meant}\` if that is meant.`,
    },
  ];
}

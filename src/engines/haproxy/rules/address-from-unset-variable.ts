import type { Finding, Rule } from '../../../base/rule.ts';
import type { Statement } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import type { HaproxySubject } from './subject.ts';

export const addressFromUnsetVariable: Rule<HaproxySubject> = {
  code: 'haproxy/address-from-unset-variable',
  severity: 'info',
  title: 'An address hangs on an environment variable',
  why: "An unset variable is empty text: a server then has the address 0.0.0.0, which is HAProxy's own host, and a bind listens on every address. Nothing warns.",
  source: 'measured: haproxy 2.6 -c accepts it silently, a loop of 503 follows; configuration manual, 2.3',
  find: ({ haproxy }) => {
    const set = new Set(
      haproxy.globals.flatMap(({ statements }) =>
        statements.flatMap(({ keyword, args }) =>
          keyword === 'setenv' || keyword === 'presetenv' ? [args[0] ?? ''] : [],
        ),
      ),
    );
    return haproxy.proxies.flatMap(({ binds, servers }) => [
      ...servers.flatMap(({ statement }) => check(statement, 2, set)),
      ...binds.flatMap(({ statement }) => (statement.keyword === 'bind' ? check(statement, 1, set) : [])),
    ]);
  },
};

/** `$NAME` or `${NAME}` where the host stands; `${NAME-default}` and HAProxy's own `.NAME` have a value. */
const HOST_VARIABLE = /^["']?(?:ipv[46]@|tcp[46]?@)?\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/;

function check(statement: Statement, index: number, set: ReadonlySet<string>): Finding[] {
  const word = statement.words[index];
  if (word === undefined || statement.isConditional || word.raw.startsWith("'")) return [];
  const match = HOST_VARIABLE.exec(word.raw);
  const name = match?.[1] ?? match?.[2];
  if (name === undefined || set.has(name)) return [];
  const what =
    statement.keyword === 'bind'
      ? 'this listens on every address of the host'
      : 'the address is 0.0.0.0, the load balancer itself';
  return [
    {
      at: spanOf(statement, index, index),
      message: `When the variable ${name} is not set, ${what}, and HAProxy does not say so.`,
      remedy: `give it a value with "presetenv ${name} VALUE" in the global section, or a default: "\${${name}-ADDRESS}".`,
    },
  ];
}

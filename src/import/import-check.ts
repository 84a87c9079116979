import { printDuration } from '../base/duration.ts';
import { CHECK_OPTIONS } from '../engines/haproxy/meaning/check-options.ts';
import type { Option, Proxy, Statement } from '../engines/haproxy/meaning/meaning.ts';
import { optionOf } from '../engines/haproxy/meaning/option-of.ts';
import { parseHaproxyTime } from '../engines/haproxy/meaning/parse-time.ts';
import { timeoutOf } from '../engines/haproxy/meaning/timeout-of.ts';
import type { PoolInput } from './draft.ts';

type CheckInput = Exclude<NonNullable<PoolInput['check']>, string | false>;

const HAPROXY_INTER_MS = 2_000;

/**
 * How a backend's servers are checked, from its options and the words that its servers share. The statements that it
 * says are added to `taken`; what no check of the spec can say stays out of it, so that it becomes raw lines that
 * turn a plain check into the same one.
 */
export function importCheck(
  proxy: Proxy,
  shared: ReadonlyMap<string, Option>,
  taken: Set<Statement>,
): NonNullable<PoolInput['check']> {
  if (!shared.has('check')) return false;
  const timing = timingOf(proxy, shared);
  const kind = kindOf(proxy, taken);
  if (kind !== undefined) return { ...kind, ...timing };
  return shared.has('check-ssl') && !shared.has('ssl') ? { tls: true, ...timing } : { ...timing };
}

function timingOf(proxy: Proxy, shared: ReadonlyMap<string, Option>): CheckInput {
  const everyMs = Math.max(timeIn(shared.get('inter')) ?? HAPROXY_INTER_MS, 100);
  const fall = Number(shared.get('fall')?.values[0] ?? 3);
  const rise = Number(shared.get('rise')?.values[0] ?? 2);
  // Without `timeout check` HAProxy gives a check its interval.
  const timeoutMs = Math.max(timeoutOf(proxy, 'check')?.ms ?? everyMs, 10);
  return {
    ...(everyMs === HAPROXY_INTER_MS ? {} : { every: printDuration(everyMs) }),
    ...(fall === 3 ? {} : { fall }),
    ...(rise === 2 ? {} : { rise }),
    ...(timeoutMs === Math.min(everyMs, 5_000) ? {} : { timeout: printDuration(timeoutMs) }),
  };
}

function kindOf(proxy: Proxy, taken: Set<Statement>): CheckInput | undefined {
  const options = CHECK_OPTIONS.flatMap((name) => optionOf(proxy, name) ?? []);
  const [option] = options;
  if (option === undefined || options.length > 1) return undefined;
  if (option.args[0] === 'httpchk') return httpCheck(proxy, option, taken);
  if (option.args[0] === 'tcp-check') return tcpCheck(proxy, option, taken);
  return undefined;
}

function httpCheck(proxy: Proxy, option: Statement, taken: Set<Statement>): CheckInput | undefined {
  const rules = rulesOf(proxy, 'http-check');
  const [, first, second, version, ...more] = option.args;
  let request =
    second === undefined ? { method: 'OPTIONS', path: first ?? '/' } : { method: first ?? '', path: second };
  let host: string | undefined;
  let expect: CheckInput['expect'];
  const legacy = [version ?? '', ...more].join(' ');
  if (legacy !== '' && !/^HTTP\/1\.[01]$/.test(legacy)) {
    const header = /^HTTP\/1\.1\s*\r?\n?\s*Host:\s*(\S+)\s*$/i.exec(legacy.replaceAll(/\\r|\\n/g, '\n'));
    if (header === null) return undefined;
    host = header[1];
  }
  for (const { args } of rules) {
    if (args[0] === 'send') {
      const send = readSend(args.slice(1));
      if (send === undefined) return undefined;
      request = { method: send.method ?? 'GET', path: send.path ?? '/' };
      host = send.host ?? host;
    } else if (args[0] === 'expect' && expect === undefined) {
      expect = readExpect(args.slice(1));
      if (expect === undefined) return undefined;
    } else return undefined;
  }
  if (!/^\/[!-~]*$/.test(request.path)) return undefined;
  for (const statement of [option, ...rules]) taken.add(statement);
  return {
    http: request.path,
    ...(request.method === 'GET' ? {} : { method: request.method }),
    ...(host === undefined ? {} : { host }),
    ...(expect === undefined ? {} : { expect }),
  };
}

function readSend(words: readonly string[]): { method?: string; path?: string; host?: string } | undefined {
  const read: { method?: string; path?: string; host?: string } = {};
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index];
    const value = words[index + 1] ?? '';
    if (word === 'meth') read.method = value;
    else if (word === 'uri') read.path = value;
    else if (word === 'ver' && /^HTTP\/1\.[01]$/.test(value)) read.host ??= '';
    else if (word === 'hdr' && value.toLowerCase() === 'host') {
      read.host = words[index + 2] ?? '';
      index += 1;
    } else return undefined;
    index += 1;
  }
  if (read.host === '') delete read.host;
  return read;
}

function readExpect(words: readonly string[]): number | string | undefined {
  const [kind, ...values] = words;
  if (values.length !== 1 || values[0] === undefined || values[0] === '') return undefined;
  if (kind === 'status' && /^[\d,-]+$/.test(values[0])) {
    return /^\d{3}$/.test(values[0]) ? Number(values[0]) : values[0];
  }
  return kind === 'string' && !/^[\d,-]+$/.test(values[0]) ? values[0] : undefined;
}

/** `tcp-check` with at most one text sent and one expected. */
function tcpCheck(proxy: Proxy, option: Statement, taken: Set<Statement>): CheckInput | undefined {
  const rules = rulesOf(proxy, 'tcp-check');
  const steps = rules.filter(({ args }) => args.join(' ') !== 'connect');
  const sends = steps.filter(({ args }) => args[0] === 'send' && args.length === 2);
  const expects = steps.filter(
    ({ args }) => args[0] === 'expect' && args[1] === 'string' && args.length === 3,
  );
  const isKnown = sends.length + expects.length === steps.length && sends.length <= 1 && expects.length <= 1;
  const isInOrder = sends.length === 0 || expects.length === 0 || steps[0] === sends[0];
  if (!isKnown || !isInOrder) return undefined;
  for (const statement of [option, ...rules]) taken.add(statement);
  const send = sends[0]?.args[1];
  const expect = expects[0]?.args[2];
  if (send === undefined && expect === undefined) return {};
  return {
    ...(send === undefined ? {} : { send: escaped(send) }),
    ...(expect === undefined ? {} : { expect: escaped(expect) }),
  };
}

/** As `check.send` of the spec writes bytes. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('\r', '\\r')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t');
}

function rulesOf(proxy: Proxy, keyword: string): readonly Statement[] {
  const own = proxy.byKeyword.get(keyword);
  if (own !== undefined) return own;
  return proxy.defaults.find((section) => section.byKeyword.has(keyword))?.byKeyword.get(keyword) ?? [];
}

function timeIn(option: Option | undefined): number | undefined {
  return option?.values[0] === undefined ? undefined : parseHaproxyTime(option.values[0]);
}

import type { Finding, Rule } from '../../../base/rule.ts';
import type { Server } from '../meaning/meaning.ts';
import { spanOf } from '../meaning/span-of.ts';
import { isWhole } from './is-whole.ts';
import type { HaproxySubject } from './subject.ts';

export const serverNameStopsStart: Rule<HaproxySubject> = {
  code: 'haproxy/server-name-stops-start',
  severity: 'info',
  title: 'A server name needs DNS at start',
  why: 'HAProxy resolves the name when it starts and gives up when it cannot: a restart or reload during a DNS outage fails, for all services of the file.',
  source:
    'measured: haproxy 2.6 answers "could not resolve address … Failed to initialize server(s) addr."; configuration manual, 5.2 init-addr',
  find: ({ haproxy }) =>
    isWhole(haproxy)
      ? haproxy.proxies.flatMap(({ servers }) => servers.filter(stopsStart).map(findingFor))
      : [],
};

/** The manual, init-addr: the default is "last,libc", with resolvers "last,libc,none". */
function stopsStart({ statement, address, options }: Server): boolean {
  if (statement.isConditional || address.kind !== 'name') return false;
  if (isAlwaysKnown(address.address) || isPlaceholder(address.address)) return false;
  const initAddr = options.get('init-addr');
  if (initAddr === undefined) return !options.has('resolvers');
  const methods = (initAddr.values[0] ?? '').split(',');
  // `none` and a literal address always succeed.
  return methods.every((method) => method === 'last' || method === 'libc');
}

/** /etc/hosts has it on every machine. */
function isAlwaysKnown(name: string): boolean {
  return /^(?:localhost|ip6-localhost|.*\.localhost)$/i.test(name);
}

/** No host is called so: `<IP_OF_MASTER>`, `{{ address }}`, `WEB1_IP`, `your-server`. Who fills it in may write an address. */
function isPlaceholder(name: string): boolean {
  return !/^[\w.-]+$/.test(name) || /^[A-Z0-9]+(?:_[A-Z0-9]+)+$/.test(name) || /^your/i.test(name);
}

function findingFor({ name, statement, address, options }: Server): Finding {
  const has = options.has('resolvers');
  return {
    at: spanOf(statement, 2, 2),
    message: `Server ${name}: when DNS does not answer for ${address.address}, HAProxy does not start, and a reload keeps the old configuration.`,
    remedy: has
      ? 'end init-addr with "none": the server starts without an address and gets it from the resolvers.'
      : 'add "init-addr last,libc,none resolvers NAME" and a resolvers section, or write the address.',
  };
}

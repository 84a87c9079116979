import { spanOf } from '../../engines/haproxy/meaning/span-of.ts';
import type { Helper } from '../../foreign/ossec/meaning/helper.ts';
import { optionOf } from '../../foreign/ossec/meaning/sections.ts';
import { type Draft, tell } from '../draft.ts';
import type { HelperProxies } from './helper-proxies.ts';

/** Options that need no word in a spec, and why. */
const REPLACED: readonly (readonly [names: readonly string[], why: string])[] = [
  [
    [
      'haproxy_user',
      'haproxy_password',
      'haproxy_port',
      'haproxy_protocol',
      'haproxy_cert',
      'client_cert',
      'client_cert_key',
      'client_cert_password',
    ],
    "there is no Data Plane API and no credential for it: each node's daemon speaks with its own HAProxy by a socket on that node",
  ],
  [['haproxy_backend'], 'the pool is wazuh-events'],
  [['haproxy_resolver'], 'names of managers are resolved at run time without a section of your own'],
];

/** What the helper needed and Holdfast does not. */
export function tellReplaced(draft: Draft, helper: Helper | undefined, { proxies }: HelperProxies): void {
  for (const proxy of proxies) {
    const what = `${proxy.kind} ${proxy.name}`;
    tell(
      draft,
      'import/replaced',
      spanOf(proxy.head),
      `${what} is what "wazuh" makes: managers come and go at run time, checked in the agents' own protocol.`,
    );
  }
  if (helper === undefined) return;
  for (const [names, why] of REPLACED) {
    const options = names.flatMap((name) => optionOf(helper.element, name) ?? []);
    const [first] = options;
    if (first === undefined) continue;
    const list = options.map(({ name }) => name).join(', ');
    tell(draft, 'import/replaced', first.at, `${list}: ${why}.`);
  }
  tell(
    draft,
    'import/replaced',
    helper.element.at,
    'hard-stop-after and the reload for each manager are not needed: HAProxy is told of managers at run time, and only agents that are too many for one are moved.',
  );
}

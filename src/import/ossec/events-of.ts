import { settingOf } from '../../engines/haproxy/meaning/setting-of.ts';
import { spanOf } from '../../engines/haproxy/meaning/span-of.ts';
import type { OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { type Helper, isOn, whyIdle } from '../../foreign/ossec/meaning/helper.ts';
import { remotesOf } from '../../foreign/ossec/meaning/remotes.ts';
import { optionOf } from '../../foreign/ossec/meaning/sections.ts';
import { type Draft, tell, type WazuhInput } from '../draft.ts';
import { agentsPort, type HelperProxies } from './helper-proxies.ts';
import { rebalanceOf } from './rebalance-of.ts';

interface Events {
  readonly input: Pick<WazuhInput, 'events'>;
  /** The helper runs: it finds managers and moves agents. */
  readonly isSpreading: boolean;
}

/** The agents' port, and how they are spread over the managers. */
export function eventsOf(
  draft: Draft,
  source: OssecSource,
  helper: Helper | undefined,
  { backend }: HelperProxies,
): Events {
  const port = agentsPort(source);
  const [first] = remotesOf(source);
  const isSpreading = helper !== undefined && isOn(helper) && whyIdle(helper.cluster) === undefined;
  if (isSpreading && first !== undefined && first.port !== port) {
    const message = `The helper publishes port ${first.port}, of the first <remote> (${first.connection}); the spec has the agents' port ${port}.`;
    tell(draft, 'import/changed', first.element.at, message);
  }
  if (helper !== undefined && !isSpreading) tellOff(draft, helper);
  const balance = backend === undefined ? undefined : settingOf(backend, 'balance');
  if (balance !== undefined && balance.args[0] !== 'leastconn') {
    const message = `Agents were dealt by ${balance.args.join(' ')}; the spec gives each to the manager with the fewest.`;
    tell(draft, 'import/changed', spanOf(balance), message);
  }
  const ports = port === 1514 ? {} : { port, serverPort: port };
  const rebalance = helper === undefined ? false : rebalanceOf(draft, helper, isSpreading);
  return { input: { events: { ...ports, rebalance } }, isSpreading };
}

function tellOff(draft: Draft, { cluster, element }: Helper): void {
  const option = optionOf(element, 'haproxy_disabled');
  const idle = whyIdle(cluster);
  const [at, why] =
    idle !== undefined
      ? [idle.textAt, `<${idle.name}> is ${idle.text.trim()}`]
      : option === undefined
        ? [element.at, 'it has no haproxy_disabled and ends at once']
        : [option.textAt, `haproxy_disabled is "${option.text}", and only "no" switches it on`];
  tell(
    draft,
    'import/changed',
    at,
    `The helper does not run (${why}): the spec has its figures with "mode: off", and no discovery.`,
  );
}

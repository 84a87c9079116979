import type { Span } from '../../base/text-range.ts';
import type { HaproxyMeaning } from '../../engines/haproxy/meaning/meaning.ts';
import type { OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { clusterOf, helperOf } from '../../foreign/ossec/meaning/helper.ts';
import { type Draft, tell, type WazuhInput } from '../draft.ts';
import { enrollmentOf } from './enrollment-of.ts';
import { eventsOf } from './events-of.ts';
import { excludeOf } from './exclude-of.ts';
import { type HelperProxies, helperProxies } from './helper-proxies.ts';
import { type Master, masterOf } from './master-of.ts';
import { removeAfterOf } from './remove-after-of.ts';
import { tellReplaced } from './tell-replaced.ts';

const PASSWORD = 'WAZUH_API_PASSWORD';

/**
 * The master's `<cluster>` with its `<haproxy_helper>` as the spec's `wazuh`, with the same figures. What Holdfast does
 * otherwise is told.
 *
 * @param haproxy what the helper has written, where it was given too
 * @returns what of it is said already, and is nothing to import any more
 */
export function importCluster(
  draft: Draft,
  sources: readonly OssecSource[],
  haproxy: HaproxyMeaning | undefined,
): HelperProxies {
  const source = masterSource(sources);
  const cluster = source === undefined ? undefined : clusterOf(source);
  if (source === undefined || cluster === undefined) return { proxies: new Set(), hasHelper: false };
  const helper = helperOf(source);
  const proxies = helperProxies(source, helper, haproxy);
  const master = masterOf(draft, cluster, proxies);
  const events = eventsOf(draft, source, helper, proxies);
  const isSpreading = events.isSpreading;
  draft.spec.wazuh = {
    managers: isSpreading ? master.managers : { ...master.managers, ...proxies.managers },
    // Nobody put the API on the balancer, and an import opens nothing.
    ...(isSpreading ? discovery(draft, master, helper?.element.at ?? cluster.at) : { api: false }),
    ...excludeOf(draft, helper),
    ...removeAfterOf(draft, helper, isSpreading),
    ...events.input,
    ...enrollmentOf(draft, source, haproxy),
  };
  draft.comments.set('wazuh', [
    `What <cluster> of ${source.path} said${isSpreading ? ', with the figures of its HAProxy helper' : ''}.`,
    'docs/guides/from-the-wazuh-helper.md tells what Holdfast does otherwise.',
    'Say how many agents there are ("agents: 3000"; 5000 if nothing is said): limits are made for them.',
  ]);
  tellReplaced(draft, helper, proxies);
  return proxies;
}

/** The file of the master: one with a helper before one without, a worker's last. */
export function masterSource(sources: readonly OssecSource[]): OssecSource | undefined {
  const clusters = sources.filter((source) => clusterOf(source) !== undefined);
  return clusters.find((source) => helperOf(source) !== undefined) ?? clusters[0];
}

/** The helper sits inside the master and asks it; Holdfast stands outside and asks the API. */
function discovery(draft: Draft, { name, address }: Master, at: Span): WazuhInput {
  const host = address ?? `address-of-${name}`;
  tell(
    draft,
    'import/secret',
    at,
    `Managers are asked of the Wazuh API as user holdfast, with the password in the variable ${PASSWORD} of the node daemon's environment: make that user, with the actions cluster:read, agent:read and agent:reconnect.`,
  );
  draft.comments.set('wazuh/api', [
    'The API\'s certificate signs itself unless you have replaced it: add "ca: FILE" or "fingerprint: …".',
  ]);
  return {
    discover: true,
    api: {
      urls: [`https://${host.includes(':') ? `[${host}]` : host}:55000`],
      user: 'holdfast',
      password: { env: PASSWORD },
      service: false,
    },
  };
}

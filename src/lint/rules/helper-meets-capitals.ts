import type { Finding, Rule } from '../../base/rule.ts';
import { spanOf } from '../../engines/haproxy/meaning/span-of.ts';
import { proxyTitle, serversInForce } from '../../engines/haproxy/rules/proxies-in-force.ts';
import type { OssecSource } from '../../foreign/ossec/grammar/source.ts';
import { clusterOf, type Helper, helperWord, runningHelper } from '../../foreign/ossec/meaning/helper.ts';
import { optionOf } from '../../foreign/ossec/meaning/sections.ts';
import type { LintSite } from '../lint-site.ts';

/** The helper ends at the first manager whose name it does not find. */
export const helperMeetsCapitals: Rule<LintSite> = {
  code: 'system/helper-meets-capitals',
  severity: 'error',
  title: "A worker's name ends the HAProxy helper",
  why: "Wazuh's helper asks for the figures of each server by its name in small letters, and HAProxy tells upper from lower case. One worker with a capital letter in its name is enough: the helper of the whole cluster ends for good in the cycle in which it has joined.",
  source: 'measured: IndexError, "Task ended"; Wazuh, core/cluster/hap_helper, server_name.lower()',
  find(site) {
    const sources = site.nodes.flatMap(({ ossec }) => ossec);
    const master = sources.find((source) => runningHelper(source) !== undefined);
    const helper = master === undefined ? undefined : runningHelper(master);
    if (master === undefined || helper === undefined) return [];
    return [...sources.filter((source) => source !== master).flatMap(ofWorker), ...ofServers(site, helper)];
  },
};

function ofWorker(source: OssecSource): Finding[] {
  const cluster = clusterOf(source);
  const option = cluster === undefined ? undefined : optionOf(cluster, 'node_name');
  if (option === undefined || option.text.includes('<') || !/[A-Z]/.test(option.text)) return [];
  return [told(option.textAt, `node_name ${option.text.trim()}`)];
}

function ofServers({ nodes }: LintSite, helper: Helper): Finding[] {
  const name = helperWord(helper, 'haproxy_backend') ?? 'wazuh_reporting';
  const backends = nodes.flatMap(({ haproxy }) =>
    (haproxy?.proxies ?? []).filter((one) => one.name === name),
  );
  return backends.flatMap((proxy) =>
    serversInForce(proxy)
      .filter((server) => /[A-Z]/.test(server.name))
      .map((server) => told(spanOf(server.statement, 1, 1), `Server ${server.name} of ${proxyTitle(proxy)}`)),
  );
}

function told(at: Finding['at'], what: string): Finding {
  return {
    at,
    message: `${what} has capital letters: the HAProxy helper does not find its figures, and ends for good.`,
    remedy: 'give every node of the cluster a name in small letters.',
  };
}

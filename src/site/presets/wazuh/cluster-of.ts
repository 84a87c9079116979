import { parseIp } from '../../../base/address.ts';
import { milliseconds } from '../../../spec/fields.ts';
import type { SpecWazuh } from '../../../spec/spec.ts';
import { plainFingerprint, wazuhUrl } from '../../../spec/wazuh-api.ts';
import type { Findings } from '../../findings.ts';
import { secretOf } from '../../secret-of.ts';
import type { WazuhApi, WazuhCluster } from '../../site.ts';
import { MADE, type Part } from './made-names.ts';
import { partsOf } from './parts-of.ts';

/** The cluster as everything after the spec sees it. */
export function clusterOf(spec: SpecWazuh, findings: Findings): WazuhCluster {
  const parts = partsOf(spec);
  const pool = (part: Part) => {
    const port = parts[part]?.serverPort;
    return port === undefined ? undefined : { pool: MADE[part], port };
  };
  return {
    profile: spec.profile,
    api: apiOf(spec),
    managers: hostsOf(findings.inOrder(spec.managers, 'wazuh/managers')),
    discover: spec.discover,
    exclude: [...spec.exclude],
    addresses: hostsOf(findings.inOrder(spec.addresses, 'wazuh/addresses')),
    weights: { ...spec.weights },
    removeAfterMs: milliseconds(spec.removeAfter),
    events: pool('events'),
    enrollment: pool('enrollment'),
    apiService: pool('api'),
    dashboard: pool('dashboard'),
    agents: spec.agents,
  };
}

/** Canonical text of an address, or a host name in lower case. */
export function canonicalHost(text: string): string {
  return parseIp(text)?.address ?? text.toLowerCase();
}

function hostsOf(entries: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(entries.map(([name, host]) => [name, canonicalHost(host)]));
}

function apiOf({ api }: SpecWazuh): WazuhApi | undefined {
  if (typeof api === 'boolean' || api.urls === undefined || api.user === undefined) return undefined;
  const password = secretOf(api.password);
  if (password === undefined) return undefined;
  return {
    urls: [...new Set(api.urls.flatMap((url) => wazuhUrl(url) ?? []))],
    user: api.user,
    password,
    ca: api.ca,
    fingerprint: api.fingerprint === undefined ? undefined : plainFingerprint(api.fingerprint),
    requestsPerMinute: api.requestsPerMinute,
  };
}

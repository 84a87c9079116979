import type { Spec } from '../spec/spec.ts';
import type { Findings } from './findings.ts';
import { MADE } from './presets/wazuh/made-names.ts';
import type { WazuhCluster } from './site.ts';

/** Simulated managers and agents need a cluster to belong to, and agents somewhere to report. */
export function checkWazuhLab(spec: Spec, cluster: WazuhCluster | undefined, findings: Findings): void {
  const { managers, agents, servers } = spec.lab;
  if (!findings.isWhole('wazuh')) return;
  const refuse = (key: string, message: string, remedy: string) =>
    findings.add('spec/lab-without-cluster', `lab/${key}`, message, remedy);
  for (const key of ['managers', 'agents'] as const) {
    if (spec.lab[key] === undefined || cluster !== undefined) continue;
    refuse(
      key,
      `The lab plays Wazuh ${key}, but the spec has no "wazuh".`,
      `add "wazuh", or remove "${key}".`,
    );
  }
  if (cluster === undefined) return;
  if (agents !== undefined && managers === undefined && findings.isWhole('lab/managers')) {
    refuse(
      'agents',
      'The lab plays agents, but no managers that they could report to.',
      'add "managers: 3".',
    );
  }
  if (agents !== undefined && cluster.events === undefined) {
    refuse(
      'agents',
      'The lab plays agents, but the service that they report to is switched off.',
      'remove "events: false" or "agents".',
    );
  }
  if (agents !== undefined && agents > cluster.agents) {
    const message = `The lab plays ${agents} agents, and limits are made for ${cluster.agents}.`;
    findings.add('spec/lab-too-many-agents', 'lab/agents', message, `say "agents: ${agents}" under "wazuh".`);
  }
  const named = Object.keys(cluster.managers).length;
  if (managers !== undefined && managers > named && named > 0 && !cluster.discover) {
    refuse(
      'managers',
      `The lab plays ${managers} managers, but the spec names ${named}, and the others are not discovered.`,
      'name them, or say "discover: true".',
    );
  }
  for (const pool of [MADE.events, MADE.enrollment, MADE.api]) {
    if (managers === undefined || !Object.hasOwn(servers, pool)) continue;
    refuse(
      `servers/${pool}`,
      `The simulated managers are the servers of ${pool} already.`,
      'remove it here, or "managers".',
    );
  }
}

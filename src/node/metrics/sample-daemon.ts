import type { ApiCounters } from '../api/api-counters.ts';
import type { ServiceCertificate } from '../status/found.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { type Sample, sample, secondsOf } from './sample.ts';
import { sampleCounts } from './sample-counts.ts';

/** Messages that a channel has sent, by their end. */
export interface NotifyCount {
  readonly channel: string;
  /** `sent`, `failed`, `dropped`, … */
  readonly result: string;
  readonly count: number;
}

export interface DaemonFacts {
  readonly observation: NodeObservation;
  readonly api: ApiCounters;
  readonly notify: readonly NotifyCount[];
  readonly certificates: readonly ServiceCertificate[];
  readonly journalWorks: boolean;
  readonly process: { readonly cpuSeconds: number; readonly memoryBytes: number };
  readonly version: string;
  readonly nowMs: number;
}

/** The daemon itself and what it alone knows; pure. */
export function sampleDaemon(facts: DaemonFacts): Sample[] {
  const { observation, api, notify, certificates, journalWorks, process, version, nowMs } = facts;
  const { site, node, daemon, foundation, servers, nginx, addresses, sessions } = observation;
  const looks = { foundation, haproxy: servers, ...(nginx === undefined ? {} : { nginx }), addresses };
  return [
    sample('holdfast_build_info', { site, node, version }, 1),
    ...Object.entries(looks).map(([look, seen]) => sample('holdfast_check_up', { look }, 'fact' in seen)),
    sample('holdfast_observation_age_seconds', {}, Math.max(0, nowMs - observation.atMs) / 1000),
    sample('holdfast_journal_up', {}, journalWorks),
    ...Object.entries(sessions).map(([vip, count]) => sample('holdfast_sessions', { vip }, count)),
    ...sampleCounts(observation),
    ...certificates.map(({ file, notAfter }) =>
      sample(
        'holdfast_cert_expiry_timestamp_seconds',
        { certificate: file },
        // One that cannot be read is told as one that has ended.
        notAfter === undefined ? 0 : secondsOf(notAfter),
      ),
    ),
    ...notify.map(({ channel, result, count }) =>
      sample('holdfast_notifications_total', { channel, result }, count),
    ),
    ...[...api.answered].map(([key, count]) => {
      const [operation = '', status = ''] = key.split(' ');
      return sample('holdfast_api_answers_total', { operation, status }, count);
    }),
    ...[...api.refused].map(([reason, count]) => sample('holdfast_api_refused_total', { reason }, count)),
    sample('holdfast_api_connections', {}, api.connections),
    sample('holdfast_api_streams', {}, api.streams),
    sample('process_cpu_seconds_total', {}, process.cpuSeconds),
    sample('process_resident_memory_bytes', {}, process.memoryBytes),
    sample('process_start_time_seconds', {}, secondsOf(daemon.startedAt)),
  ];
}

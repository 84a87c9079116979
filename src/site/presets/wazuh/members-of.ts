import type { WazuhCluster, WazuhPool } from '../../site.ts';
import { isExcluded } from './is-excluded.ts';

/** A manager's place in one of the cluster's pools. */
export interface Membership {
  readonly pool: string;
  readonly port: number;
  readonly weight: number;
  readonly backup: boolean;
}

/** So that a manager can be given less than the others as well as more. */
const USUAL_WEIGHT = 100;

/**
 * The pools that a manager is a member of. Agents are shared by all that are not excluded; new agents and requests go to
 * the master, which alone can enroll and answer (a worker passes both on to it), and to the others when it is down.
 */
export function membershipsOf(cluster: WazuhCluster, name: string, isMaster: boolean): readonly Membership[] {
  const members: Membership[] = [];
  const { events, enrollment, apiService } = cluster;
  if (events !== undefined && !isExcluded(name, cluster.exclude)) {
    const weight = ownOf(cluster.weights ?? {}, name) ?? USUAL_WEIGHT;
    members.push({ ...events, weight, backup: false });
  }
  const mastersFirst = (one: WazuhPool) => members.push({ ...one, weight: 1, backup: !isMaster });
  if (enrollment !== undefined) mastersFirst(enrollment);
  if (apiService !== undefined) mastersFirst(apiService);
  return members;
}

/** A manager may be named `constructor`, which every object has. */
export function ownOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

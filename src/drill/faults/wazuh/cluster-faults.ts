import type { DrillFault } from '../drill-fault.ts';
import { apiAway } from './api-away.ts';
import { balancerCrash } from './balancer-crash.ts';
import { managerCrash } from './manager-crash.ts';
import { managerFreeze } from './manager-freeze.ts';
import { managerJoin } from './manager-join.ts';
import { managerReturn } from './manager-return.ts';
import { reconnectStorm } from './reconnect-storm.ts';

/** Those about the agents of a Wazuh cluster, in the order in which `drill run all` does them. */
export const CLUSTER_FAULTS: readonly DrillFault[] = [
  managerCrash,
  managerFreeze,
  managerReturn,
  managerJoin,
  apiAway,
  balancerCrash,
  reconnectStorm,
];

import { ALL_FAULTS } from './all-faults.ts';
import type { DrillFault } from './drill-fault.ts';
import { NGINX_FAULTS } from './nginx/nginx-faults.ts';
import { CLUSTER_FAULTS } from './wazuh/cluster-faults.ts';

/** All faults that a drill can do, those about Wazuh agents last. */
export const EVERY_FAULT: readonly DrillFault[] = [...ALL_FAULTS, ...NGINX_FAULTS, ...CLUSTER_FAULTS];

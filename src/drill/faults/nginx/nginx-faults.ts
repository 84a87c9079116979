import type { DrillFault } from '../drill-fault.ts';
import { nginxCrash } from './nginx-crash.ts';
import { nginxFreeze } from './nginx-freeze.ts';
import { nginxReload } from './nginx-reload.ts';
import { udpCrash } from './udp-crash.ts';
import { udpNodeLoss } from './udp-node-loss.ts';
import { udpReload } from './udp-reload.ts';

/** Those about services of nginx, in the order in which `drill run all` does them. */
export const NGINX_FAULTS: readonly DrillFault[] = [
  nginxCrash,
  nginxFreeze,
  nginxReload,
  udpCrash,
  udpReload,
  udpNodeLoss,
];

import type { DrillFault } from './drill-fault.ts';
import { foundationCrash } from './foundation-crash.ts';
import { haproxyBroken } from './haproxy-broken.ts';
import { haproxyCrash } from './haproxy-crash.ts';
import { haproxyFreeze } from './haproxy-freeze.ts';
import { haproxyReload } from './haproxy-reload.ts';
import { keepalivedCrash } from './keepalived-crash.ts';
import { linkFlap } from './link-flap.ts';
import { nodeLoss } from './node-loss.ts';
import { partition } from './partition.ts';
import { serverCrash } from './server-crash.ts';
import { switchover } from './switchover.ts';

/** In the order in which `drill run all` does them. */
export const ALL_FAULTS: readonly DrillFault[] = [
  haproxyCrash,
  haproxyFreeze,
  haproxyReload,
  haproxyBroken,
  keepalivedCrash,
  nodeLoss,
  linkFlap,
  partition,
  switchover,
  serverCrash,
  foundationCrash,
];

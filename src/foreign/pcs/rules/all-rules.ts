import type { Rule } from '../../../base/rule.ts';
import { addressApartFromService } from './address-apart-from-service.ts';
import { fencingDisabled } from './fencing-disabled.ts';
import { fencingWithoutDevice } from './fencing-without-device.ts';
import { monitorWithoutTimeout } from './monitor-without-timeout.ts';
import { quorumIgnored } from './quorum-ignored.ts';
import { resourceWithoutMonitor } from './resource-without-monitor.ts';
import { serviceStartsBeforeAddress } from './service-starts-before-address.ts';
import type { PcsSubject } from './subject.ts';

/** Every rule about one pcs script, sorted by name. */
export const PCS_RULES: readonly Rule<PcsSubject>[] = [
  addressApartFromService,
  fencingDisabled,
  fencingWithoutDevice,
  monitorWithoutTimeout,
  quorumIgnored,
  resourceWithoutMonitor,
  serviceStartsBeforeAddress,
];

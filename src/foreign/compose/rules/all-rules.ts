import type { Rule } from '../../../base/rule.ts';
import { balancersOnOneHost } from './balancers-on-one-host.ts';
import { dockerSocketMounted } from './docker-socket-mounted.ts';
import { engineNotRestarted } from './engine-not-restarted.ts';
import { engineWithoutHealthcheck } from './engine-without-healthcheck.ts';
import { helperWithoutDataPlane2 } from './helper-without-data-plane-2.ts';
import { imageNotPinned } from './image-not-pinned.ts';
import { keepalivedPidOnVolume } from './keepalived-pid-on-volume.ts';
import { keepalivedWithoutNetAdmin } from './keepalived-without-net-admin.ts';
import { memberNotRestartedWithHolder } from './member-not-restarted-with-holder.ts';
import { memberStaysInDeadNetwork } from './member-stays-in-dead-network.ts';
import { networkHolderNotRestarted } from './network-holder-not-restarted.ts';
import { networkModeConflict } from './network-mode-conflict.ts';
import { networkOwnedByEngine } from './network-owned-by-engine.ts';
import { portPublishedTwice } from './port-published-twice.ts';
import { privilegedContainer } from './privileged-container.ts';
import { secretInEnvironment } from './secret-in-environment.ts';
import type { ComposeSubject } from './subject.ts';
import { unknownService } from './unknown-service.ts';
import { vipOnBridge } from './vip-on-bridge.ts';

/** Every rule about one compose file, sorted by name. */
export const COMPOSE_RULES: readonly Rule<ComposeSubject>[] = [
  balancersOnOneHost,
  dockerSocketMounted,
  engineNotRestarted,
  engineWithoutHealthcheck,
  helperWithoutDataPlane2,
  imageNotPinned,
  keepalivedPidOnVolume,
  keepalivedWithoutNetAdmin,
  memberNotRestartedWithHolder,
  memberStaysInDeadNetwork,
  networkHolderNotRestarted,
  networkModeConflict,
  networkOwnedByEngine,
  portPublishedTwice,
  privilegedContainer,
  secretInEnvironment,
  unknownService,
  vipOnBridge,
];

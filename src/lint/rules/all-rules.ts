import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { agentPassesBalancer } from './agent-passes-balancer.ts';
import { agentsRegisteredByAddress } from './agents-registered-by-address.ts';
import { balancerBesideManager } from './balancer-beside-manager.ts';
import { bindNeedsNonlocal } from './bind-needs-nonlocal.ts';
import { bothMasters } from './both-masters.ts';
import { checkNeedsVip } from './check-needs-vip.ts';
import { checkOfAnotherMachine } from './check-of-another-machine.ts';
import { checkOnOneNode } from './check-on-one-node.ts';
import { differentAddresses } from './different-addresses.ts';
import { differentAdvertInt } from './different-advert-int.ts';
import { differentAuthentication } from './different-authentication.ts';
import { differentHaproxy } from './different-haproxy.ts';
import { differentNginx } from './different-nginx.ts';
import { differentPrefix } from './different-prefix.ts';
import { differentRouterId } from './different-router-id.ts';
import { differentVersion } from './different-version.ts';
import { failoverImpossible } from './failover-impossible.ts';
import { helperFrontendTwice } from './helper-frontend-twice.ts';
import { helperMeetsCapitals } from './helper-meets-capitals.ts';
import { masterBelowBackup } from './master-below-backup.ts';
import { multicastAndUnicast } from './multicast-and-unicast.ts';
import { notifyOnOneNode } from './notify-on-one-node.ts';
import { notifyStartsProxy } from './notify-starts-proxy.ts';
import { openFilesBelowMaxconn } from './open-files-below-maxconn.ts';
import { peersNotMutual } from './peers-not-mutual.ts';
import { routerIdOfAnotherPair } from './router-id-of-another-pair.ts';
import { sameName } from './same-name.ts';
import { samePriority } from './same-priority.ts';
import { singleBalancer } from './single-balancer.ts';
import { stickTableWithoutPeers } from './stick-table-without-peers.ts';
import { timeoutBelowNotifyTime } from './timeout-below-notify-time.ts';
import { tooSlowToDetect } from './too-slow-to-detect.ts';
import { udpAgentsBehindBalancer } from './udp-agents-behind-balancer.ts';
import { vipManagedTwice } from './vip-managed-twice.ts';
import { vipOutsideSubnet } from './vip-outside-subnet.ts';
import { vipWithoutCheck } from './vip-without-check.ts';
import { vipWithoutListener } from './vip-without-listener.ts';
import { weightsTurnTheOrder } from './weights-turn-the-order.ts';

/** Every rule that looks across files and nodes, sorted by name. */
export const SITE_RULES: readonly Rule<LintSite>[] = [
  agentPassesBalancer,
  agentsRegisteredByAddress,
  balancerBesideManager,
  bindNeedsNonlocal,
  bothMasters,
  checkNeedsVip,
  checkOfAnotherMachine,
  checkOnOneNode,
  differentAddresses,
  differentAdvertInt,
  differentAuthentication,
  differentHaproxy,
  differentNginx,
  differentPrefix,
  differentRouterId,
  differentVersion,
  failoverImpossible,
  helperFrontendTwice,
  helperMeetsCapitals,
  masterBelowBackup,
  multicastAndUnicast,
  notifyOnOneNode,
  notifyStartsProxy,
  openFilesBelowMaxconn,
  peersNotMutual,
  routerIdOfAnotherPair,
  sameName,
  samePriority,
  singleBalancer,
  stickTableWithoutPeers,
  timeoutBelowNotifyTime,
  tooSlowToDetect,
  udpAgentsBehindBalancer,
  vipManagedTwice,
  vipOutsideSubnet,
  vipWithoutCheck,
  vipWithoutListener,
  weightsTurnTheOrder,
];

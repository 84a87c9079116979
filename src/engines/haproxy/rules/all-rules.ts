import type { Rule } from '../../../base/rule.ts';
import { acceptProxyOpen } from './accept-proxy-open.ts';
import { addressFromUnsetVariable } from './address-from-unset-variable.ts';
import { agentPortInHttpMode } from './agent-port-in-http-mode.ts';
import { agentsOnRoundrobin } from './agents-on-roundrobin.ts';
import { cookieWithoutServerValue } from './cookie-without-server-value.ts';
import { crashProneVersion } from './crash-prone-version.ts';
import { duplicateProxyName } from './duplicate-proxy-name.ts';
import { duplicateServerAddress } from './duplicate-server-address.ts';
import { duplicateServerCookie } from './duplicate-server-cookie.ts';
import { duplicateServerName } from './duplicate-server-name.ts';
import { externalCheckInChroot } from './external-check-in-chroot.ts';
import { frontendMaxconnAboveGlobal } from './frontend-maxconn-above-global.ts';
import { globalAfterProxies } from './global-after-proxies.ts';
import { hashCutsValue } from './hash-cuts-value.ts';
import { hostMatchCase } from './host-match-case.ts';
import { ignoredInTcpMode } from './ignored-in-tcp-mode.ts';
import { initAddrWithoutResolvers } from './init-addr-without-resolvers.ts';
import { keywordNeedsNewer } from './keyword-needs-newer.ts';
import { lineContinuation } from './line-continuation.ts';
import { localpeerNotInPeers } from './localpeer-not-in-peers.ts';
import { logFormatWithoutLog } from './log-format-without-log.ts';
import { longSessionWithoutKeepalive } from './long-session-without-keepalive.ts';
import { maxconnAboveFdLimit } from './maxconn-above-fd-limit.ts';
import { maxconnBelowSessions } from './maxconn-below-sessions.ts';
import { modeMismatch } from './mode-mismatch.ts';
import { noDefaultBackend } from './no-default-backend.ts';
import { noServerTakesTraffic } from './no-server-takes-traffic.ts';
import { onlyBackupServers } from './only-backup-servers.ts';
import { pathWithoutSlash } from './path-without-slash.ts';
import { proxyLoop } from './proxy-loop.ts';
import { queueWithoutTimeout } from './queue-without-timeout.ts';
import { redirectLoop } from './redirect-loop.ts';
import { removedKeyword } from './removed-keyword.ts';
import { ruleNeverReached } from './rule-never-reached.ts';
import { ruleOutOfOrder } from './rule-out-of-order.ts';
import { runsAsRoot } from './runs-as-root.ts';
import { serverCookieUnused } from './server-cookie-unused.ts';
import { serverNameStopsStart } from './server-name-stops-start.ts';
import { singleServer } from './single-server.ts';
import { sourceHashReshuffles } from './source-hash-reshuffles.ts';
import type { HaproxySubject } from './subject.ts';
import { timeoutBelowAgentKeepalive } from './timeout-below-agent-keepalive.ts';
import { unknownAcl } from './unknown-acl.ts';
import { unknownBackend } from './unknown-backend.ts';
import { unknownSectionReference } from './unknown-section-reference.ts';
import { unknownServer } from './unknown-server.ts';
import { unreachableBackend } from './unreachable-backend.ts';
import { unusedAcl } from './unused-acl.ts';

/** Every rule about one Haproxy, sorted by name. */
export const HAPROXY_RULES: readonly Rule<HaproxySubject>[] = [
  acceptProxyOpen,
  addressFromUnsetVariable,
  agentPortInHttpMode,
  agentsOnRoundrobin,
  cookieWithoutServerValue,
  crashProneVersion,
  duplicateProxyName,
  duplicateServerAddress,
  duplicateServerCookie,
  duplicateServerName,
  externalCheckInChroot,
  frontendMaxconnAboveGlobal,
  globalAfterProxies,
  hashCutsValue,
  hostMatchCase,
  ignoredInTcpMode,
  initAddrWithoutResolvers,
  keywordNeedsNewer,
  lineContinuation,
  localpeerNotInPeers,
  logFormatWithoutLog,
  longSessionWithoutKeepalive,
  maxconnAboveFdLimit,
  maxconnBelowSessions,
  modeMismatch,
  noDefaultBackend,
  noServerTakesTraffic,
  onlyBackupServers,
  pathWithoutSlash,
  proxyLoop,
  queueWithoutTimeout,
  redirectLoop,
  removedKeyword,
  ruleNeverReached,
  ruleOutOfOrder,
  runsAsRoot,
  serverCookieUnused,
  serverNameStopsStart,
  singleServer,
  sourceHashReshuffles,
  timeoutBelowAgentKeepalive,
  unknownAcl,
  unknownBackend,
  unknownSectionReference,
  unknownServer,
  unreachableBackend,
  unusedAcl,
];

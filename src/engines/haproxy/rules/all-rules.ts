import type { Rule } from '../../../base/rule.ts';
import { acceptProxyOpen } from './accept-proxy-open.ts';
import { addressFromUnsetVariable } from './address-from-unset-variable.ts';
import { agentPortInHttpMode } from './agent-port-in-http-mode.ts';
import { agentsCheckedByConnect } from './agents-checked-by-connect.ts';
import { agentsCheckedOnEnrollment } from './agents-checked-on-enrollment.ts';
import { agentsOnRoundrobin } from './agents-on-roundrobin.ts';
import { agentsOnSourceHash } from './agents-on-source-hash.ts';
import { caFileMissing } from './ca-file-missing.ts';
import { checkRulesIgnored } from './check-rules-ignored.ts';
import { checkTimeoutMissing } from './check-timeout-missing.ts';
import { checkTooEager } from './check-too-eager.ts';
import { cookieWithoutServerValue } from './cookie-without-server-value.ts';
import { crashProneVersion } from './crash-prone-version.ts';
import { crtFolderOfAuthorities } from './crt-folder-of-authorities.ts';
import { databaseSessionsSurvive } from './database-sessions-survive.ts';
import { detectionTooSlow } from './detection-too-slow.ts';
import { distroCipherString } from './distro-cipher-string.ts';
import { duplicateProxyName } from './duplicate-proxy-name.ts';
import { duplicateServerAddress } from './duplicate-server-address.ts';
import { duplicateServerCookie } from './duplicate-server-cookie.ts';
import { duplicateServerName } from './duplicate-server-name.ts';
import { enrollmentWithoutMasterFirst } from './enrollment-without-master-first.ts';
import { externalCheckInChroot } from './external-check-in-chroot.ts';
import { frontendMaxconnAboveGlobal } from './frontend-maxconn-above-global.ts';
import { globalAfterProxies } from './global-after-proxies.ts';
import { hardStopCutsAgents } from './hard-stop-cuts-agents.ts';
import { hardStopTooSoon } from './hard-stop-too-soon.ts';
import { hashCutsValue } from './hash-cuts-value.ts';
import { hostMatchCase } from './host-match-case.ts';
import { httpCheckOfOtherProtocol } from './http-check-of-other-protocol.ts';
import { httpCheckedByConnect } from './http-checked-by-connect.ts';
import { ignoredInTcpMode } from './ignored-in-tcp-mode.ts';
import { initAddrWithoutResolvers } from './init-addr-without-resolvers.ts';
import { keepAliveCutAtReload } from './keep-alive-cut-at-reload.ts';
import { keywordNeedsNewer } from './keyword-needs-newer.ts';
import { lineContinuation } from './line-continuation.ts';
import { localpeerNotInPeers } from './localpeer-not-in-peers.ts';
import { logFormatWithoutLog } from './log-format-without-log.ts';
import { longSessionWithoutKeepalive } from './long-session-without-keepalive.ts';
import { maxconnAboveFdLimit } from './maxconn-above-fd-limit.ts';
import { maxconnBelowSessions } from './maxconn-below-sessions.ts';
import { missingTimeout } from './missing-timeout.ts';
import { modeMismatch } from './mode-mismatch.ts';
import { noDefaultBackend } from './no-default-backend.ts';
import { noHardStopAfter } from './no-hard-stop-after.ts';
import { noServerTakesTraffic } from './no-server-takes-traffic.ts';
import { onlyBackupServers } from './only-backup-servers.ts';
import { openAdminSocket } from './open-admin-socket.ts';
import { pathWithoutSlash } from './path-without-slash.ts';
import { proxyLoop } from './proxy-loop.ts';
import { proxyProtocolToWazuh } from './proxy-protocol-to-wazuh.ts';
import { queueWithoutTimeout } from './queue-without-timeout.ts';
import { rawCheckRequest } from './raw-check-request.ts';
import { redirectLoop } from './redirect-loop.ts';
import { removedKeyword } from './removed-keyword.ts';
import { requestTimeoutMissing } from './request-timeout-missing.ts';
import { retriesWithoutRedispatch } from './retries-without-redispatch.ts';
import { ruleNeverReached } from './rule-never-reached.ts';
import { ruleOutOfOrder } from './rule-out-of-order.ts';
import { runsAsRoot } from './runs-as-root.ts';
import { sameAddressTwice } from './same-address-twice.ts';
import { serverCookieUnused } from './server-cookie-unused.ts';
import { serverNameStopsStart } from './server-name-stops-start.ts';
import { serverTlsNotVerified } from './server-tls-not-verified.ts';
import { serverWithoutCheck } from './server-without-check.ts';
import { singleServer } from './single-server.ts';
import { socketsNotHandedOver } from './sockets-not-handed-over.ts';
import { sourceHashReshuffles } from './source-hash-reshuffles.ts';
import { sslHelloCheck } from './ssl-hello-check.ts';
import { statsAdminAlways } from './stats-admin-always.ts';
import { statsDefaultPassword } from './stats-default-password.ts';
import { statsPasswordInClear } from './stats-password-in-clear.ts';
import { statsWithoutAuth } from './stats-without-auth.ts';
import type { HaproxySubject } from './subject.ts';
import { timeoutBelowAgentKeepalive } from './timeout-below-agent-keepalive.ts';
import { timeoutWithoutUnit } from './timeout-without-unit.ts';
import { tlsPortWithoutSsl } from './tls-port-without-ssl.ts';
import { unknownAcl } from './unknown-acl.ts';
import { unknownBackend } from './unknown-backend.ts';
import { unknownOption } from './unknown-option.ts';
import { unknownSectionReference } from './unknown-section-reference.ts';
import { unknownServer } from './unknown-server.ts';
import { unreachableBackend } from './unreachable-backend.ts';
import { unusedAcl } from './unused-acl.ts';
import { wazuh5RequestRewritten } from './wazuh5-request-rewritten.ts';
import { weakTls } from './weak-tls.ts';

/** Every rule about one Haproxy, sorted by name. */
export const HAPROXY_RULES: readonly Rule<HaproxySubject>[] = [
  acceptProxyOpen,
  addressFromUnsetVariable,
  agentPortInHttpMode,
  agentsCheckedByConnect,
  agentsCheckedOnEnrollment,
  agentsOnRoundrobin,
  agentsOnSourceHash,
  caFileMissing,
  checkRulesIgnored,
  checkTimeoutMissing,
  checkTooEager,
  cookieWithoutServerValue,
  crashProneVersion,
  crtFolderOfAuthorities,
  databaseSessionsSurvive,
  detectionTooSlow,
  distroCipherString,
  duplicateProxyName,
  duplicateServerAddress,
  duplicateServerCookie,
  duplicateServerName,
  enrollmentWithoutMasterFirst,
  externalCheckInChroot,
  frontendMaxconnAboveGlobal,
  globalAfterProxies,
  hardStopCutsAgents,
  hardStopTooSoon,
  hashCutsValue,
  hostMatchCase,
  httpCheckOfOtherProtocol,
  httpCheckedByConnect,
  ignoredInTcpMode,
  initAddrWithoutResolvers,
  keepAliveCutAtReload,
  keywordNeedsNewer,
  lineContinuation,
  localpeerNotInPeers,
  logFormatWithoutLog,
  longSessionWithoutKeepalive,
  maxconnAboveFdLimit,
  maxconnBelowSessions,
  missingTimeout,
  modeMismatch,
  noDefaultBackend,
  noHardStopAfter,
  noServerTakesTraffic,
  onlyBackupServers,
  openAdminSocket,
  pathWithoutSlash,
  proxyLoop,
  proxyProtocolToWazuh,
  queueWithoutTimeout,
  rawCheckRequest,
  redirectLoop,
  removedKeyword,
  requestTimeoutMissing,
  retriesWithoutRedispatch,
  ruleNeverReached,
  ruleOutOfOrder,
  runsAsRoot,
  sameAddressTwice,
  serverCookieUnused,
  serverNameStopsStart,
  serverTlsNotVerified,
  serverWithoutCheck,
  singleServer,
  socketsNotHandedOver,
  sourceHashReshuffles,
  sslHelloCheck,
  statsAdminAlways,
  statsDefaultPassword,
  statsPasswordInClear,
  statsWithoutAuth,
  timeoutBelowAgentKeepalive,
  timeoutWithoutUnit,
  tlsPortWithoutSsl,
  unknownAcl,
  unknownBackend,
  unknownOption,
  unknownSectionReference,
  unknownServer,
  unreachableBackend,
  unusedAcl,
  wazuh5RequestRewritten,
  weakTls,
];

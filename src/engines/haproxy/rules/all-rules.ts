import type { Rule } from '../../../base/rule.ts';
import { caFileMissing } from './ca-file-missing.ts';
import { checkRulesIgnored } from './check-rules-ignored.ts';
import { checkTimeoutMissing } from './check-timeout-missing.ts';
import { checkTooEager } from './check-too-eager.ts';
import { crtFolderOfAuthorities } from './crt-folder-of-authorities.ts';
import { databaseSessionsSurvive } from './database-sessions-survive.ts';
import { detectionTooSlow } from './detection-too-slow.ts';
import { distroCipherString } from './distro-cipher-string.ts';
import { hardStopTooSoon } from './hard-stop-too-soon.ts';
import { httpCheckOfOtherProtocol } from './http-check-of-other-protocol.ts';
import { httpCheckedByConnect } from './http-checked-by-connect.ts';
import { keepAliveCutAtReload } from './keep-alive-cut-at-reload.ts';
import { missingTimeout } from './missing-timeout.ts';
import { noHardStopAfter } from './no-hard-stop-after.ts';
import { openAdminSocket } from './open-admin-socket.ts';
import { proxyProtocolToWazuh } from './proxy-protocol-to-wazuh.ts';
import { rawCheckRequest } from './raw-check-request.ts';
import { requestTimeoutMissing } from './request-timeout-missing.ts';
import { retriesWithoutRedispatch } from './retries-without-redispatch.ts';
import { sameAddressTwice } from './same-address-twice.ts';
import { serverTlsNotVerified } from './server-tls-not-verified.ts';
import { serverWithoutCheck } from './server-without-check.ts';
import { socketsNotHandedOver } from './sockets-not-handed-over.ts';
import { sslHelloCheck } from './ssl-hello-check.ts';
import { statsAdminAlways } from './stats-admin-always.ts';
import { statsDefaultPassword } from './stats-default-password.ts';
import { statsPasswordInClear } from './stats-password-in-clear.ts';
import { statsWithoutAuth } from './stats-without-auth.ts';
import type { HaproxySubject } from './subject.ts';
import { timeoutWithoutUnit } from './timeout-without-unit.ts';
import { tlsPortWithoutSsl } from './tls-port-without-ssl.ts';
import { weakTls } from './weak-tls.ts';

/** Every rule about one Haproxy, sorted by name. */
export const HAPROXY_RULES: readonly Rule<HaproxySubject>[] = [
  caFileMissing,
  checkRulesIgnored,
  checkTimeoutMissing,
  checkTooEager,
  crtFolderOfAuthorities,
  databaseSessionsSurvive,
  detectionTooSlow,
  distroCipherString,
  hardStopTooSoon,
  httpCheckOfOtherProtocol,
  httpCheckedByConnect,
  keepAliveCutAtReload,
  missingTimeout,
  noHardStopAfter,
  openAdminSocket,
  proxyProtocolToWazuh,
  rawCheckRequest,
  requestTimeoutMissing,
  retriesWithoutRedispatch,
  sameAddressTwice,
  serverTlsNotVerified,
  serverWithoutCheck,
  socketsNotHandedOver,
  sslHelloCheck,
  statsAdminAlways,
  statsDefaultPassword,
  statsPasswordInClear,
  statsWithoutAuth,
  timeoutWithoutUnit,
  tlsPortWithoutSsl,
  weakTls,
];

import type { Rule } from '../../../base/rule.ts';
import { addHeaderDropped } from './add-header-dropped.ts';
import { agentTimeoutTooShort } from './agent-timeout-too-short.ts';
import { aliasTraversal } from './alias-traversal.ts';
import { allowWithoutDeny } from './allow-without-deny.ts';
import { connectTimeoutTooLong } from './connect-timeout-too-long.ts';
import { contentTypeAdded } from './content-type-added.ts';
import { errorLogOff } from './error-log-off.ts';
import { hashWithoutConsistent } from './hash-without-consistent.ts';
import { hostFromClient } from './host-from-client.ts';
import { httpSplitting } from './http-splitting.ts';
import { httpsPortWithoutSsl } from './https-port-without-ssl.ts';
import { keepaliveBeforeMethod } from './keepalive-before-method.ts';
import { keepaliveWithoutHttp11 } from './keepalive-without-http11.ts';
import { nextUpstreamOff } from './next-upstream-off.ts';
import { nextUpstreamRepeatsWrites } from './next-upstream-repeats-writes.ts';
import { oldWorkersStay } from './old-workers-stay.ts';
import { proxyPassSlashMismatch } from './proxy-pass-slash-mismatch.ts';
import { proxyProtocolToWazuh } from './proxy-protocol-to-wazuh.ts';
import { proxySetHeaderDropped } from './proxy-set-header-dropped.ts';
import { proxyToClientChoice } from './proxy-to-client-choice.ts';
import { realIpFromAnyone } from './real-ip-from-anyone.ts';
import { serverAddressTwice } from './server-address-twice.ts';
import { serverNameConflict } from './server-name-conflict.ts';
import { statusPageOpen } from './status-page-open.ts';
import { streamHashClientAddress } from './stream-hash-client-address.ts';
import type { NginxSubject } from './subject.ts';
import { upgradeWithoutHttp11 } from './upgrade-without-http11.ts';
import { upstreamAllDown } from './upstream-all-down.ts';
import { upstreamChecksOff } from './upstream-checks-off.ts';
import { upstreamNameResolvedOnce } from './upstream-name-resolved-once.ts';
import { upstreamSingleServer } from './upstream-single-server.ts';
import { upstreamTlsUnverified } from './upstream-tls-unverified.ts';
import { variableProxyPassWithoutResolver } from './variable-proxy-pass-without-resolver.ts';
import { weakCiphers } from './weak-ciphers.ts';
import { weakTlsVersion } from './weak-tls-version.ts';
import { workerConnectionsAboveNofile } from './worker-connections-above-nofile.ts';
import { workerConnectionsBelowSessions } from './worker-connections-below-sessions.ts';

/** Every rule about one Nginx, sorted by name. */
export const NGINX_RULES: readonly Rule<NginxSubject>[] = [
  addHeaderDropped,
  agentTimeoutTooShort,
  aliasTraversal,
  allowWithoutDeny,
  connectTimeoutTooLong,
  contentTypeAdded,
  errorLogOff,
  hashWithoutConsistent,
  hostFromClient,
  httpSplitting,
  httpsPortWithoutSsl,
  keepaliveBeforeMethod,
  keepaliveWithoutHttp11,
  nextUpstreamOff,
  nextUpstreamRepeatsWrites,
  oldWorkersStay,
  proxyPassSlashMismatch,
  proxyProtocolToWazuh,
  proxySetHeaderDropped,
  proxyToClientChoice,
  realIpFromAnyone,
  serverAddressTwice,
  serverNameConflict,
  statusPageOpen,
  streamHashClientAddress,
  upgradeWithoutHttp11,
  upstreamAllDown,
  upstreamChecksOff,
  upstreamNameResolvedOnce,
  upstreamSingleServer,
  upstreamTlsUnverified,
  variableProxyPassWithoutResolver,
  weakCiphers,
  weakTlsVersion,
  workerConnectionsAboveNofile,
  workerConnectionsBelowSessions,
];

import type { Directive } from '../../engines/nginx/grammar/source.ts';
import { isOpenInclude } from '../../engines/nginx/meaning/in-force.ts';
import { drop, note, type Reading, textOf } from './reading.ts';

/** What the importers of services and pools read wherever it is in force, or tell themselves. */
const READ = new Set(
  `http stream server location upstream events listen server_name proxy_pass proxy_set_header
  ssl ssl_certificate ssl_certificate_key ssl_protocols ssl_ciphers http2
  proxy_connect_timeout proxy_read_timeout proxy_send_timeout proxy_timeout client_header_timeout client_body_timeout
  send_timeout keepalive_timeout proxy_ssl proxy_ssl_verify proxy_ssl_name proxy_ssl_server_name
  proxy_ssl_trusted_certificate proxy_protocol set_real_ip_from least_conn ip_hash hash random least_time sticky`.split(
    /\s+/,
  ),
);

/** How nginx does it, where HAProxy has ways of its own or the foundation decides; nothing a client would notice. */
const ITS_OWN = new Set(
  `user worker_processes worker_connections worker_rlimit_nofile worker_cpu_affinity worker_shutdown_timeout
  worker_priority worker_aio_requests use multi_accept accept_mutex pid daemon master_process lock_file load_module pcre_jit thread_pool env
  error_log access_log log_format open_log_file_cache log_not_found log_subrequest include default_type types
  sendfile sendfile_max_chunk tcp_nopush tcp_nodelay aio directio types_hash_max_size types_hash_bucket_size
  server_names_hash_bucket_size server_names_hash_max_size variables_hash_max_size variables_hash_bucket_size
  proxy_headers_hash_max_size proxy_headers_hash_bucket_size map_hash_bucket_size server_tokens reset_timedout_connection
  keepalive keepalive_requests keepalive_time keepalive_disable zone resolver resolver_timeout
  proxy_http_version proxy_buffering proxy_buffers proxy_buffer_size proxy_busy_buffers_size proxy_request_buffering
  proxy_max_temp_file_size proxy_temp_path proxy_temp_file_write_size proxy_redirect proxy_socket_keepalive
  client_body_buffer_size client_header_buffer_size large_client_header_buffers client_body_temp_path
  ssl_prefer_server_ciphers ssl_session_cache ssl_session_timeout ssl_session_tickets ssl_dhparam ssl_ecdh_curve ssl_buffer_size
  proxy_ssl_session_reuse proxy_ssl_protocols ssl_handshake_timeout proxy_upload_rate preread_buffer_size
  real_ip_header real_ip_recursive root index map geo`.split(/\s+/),
);

/** Why it is not there any more, where more can be said than that a spec has no key. */
const REASONS: readonly (readonly [RegExp, string])[] = [
  [
    /^client_max_body_size$/,
    'HAProxy does not limit how long the body of a request may be; let the servers do it.',
  ],
  [/^add_header$/, 'answers are passed on as the servers give them.'],
  [/^(gzip|brotli)/, 'answers are passed on as the servers give them; let the servers compress.'],
  [/^proxy_cache/, 'nothing is cached: every request goes to a server.'],
  [
    /^auth_(basic|request|jwt)/,
    'nobody asks for a password now. Let the servers do it, or write raw lines with "http-request auth".',
  ],
  [
    /^(allow|deny)$/,
    'nobody is kept out now. Say it with "allow" and "deny" of the service, or let the servers do it.',
  ],
  [
    /^limit_(req|conn)/,
    'nobody is slowed down. "rateLimit" of the service refuses clients that ask more often.',
  ],
  [/^ssl_(verify_client|client_certificate)/, 'clients need no certificate now.'],
  [
    /^proxy_next_upstream/,
    'HAProxy tries another server only where connecting fails ("retries", "redispatch").',
  ],
  [/^error_page$/, '"errorPages" of the site names files for errors of HAProxy itself.'],
  [/^ssl_preread$/, 'a spec does not choose a pool by the name in a TLS hello.'],
];

/** Tells every directive that nothing has taken, with its place. */
export function tellRest(reading: Reading): void {
  const pending = [...reading.source.directives].reverse();
  for (let directive = pending.pop(); directive !== undefined; directive = pending.pop()) {
    if (isOpenInclude(directive)) tellInclude(reading, directive);
    if (reading.dropped.has(directive) || reading.taken.has(directive) || ITS_OWN.has(directive.name))
      continue;
    if (READ.has(directive.name)) {
      // An upstream's lines are read with it.
      if (directive.name === 'upstream') tellUpstream(reading, directive);
      else if (directive.name === 'location') pending.push(...insideOf(reading, directive));
      else pending.push(...[...(directive.block ?? [])].reverse());
      continue;
    }
    const reason =
      REASONS.find(([pattern]) => pattern.test(directive.name))?.[1] ?? 'it has no key in a spec.';
    note(reading, 'import/left-out', directive, `"${textOf(directive)}" is left out: ${reason}`);
  }
}

function tellUpstream(reading: Reading, { block = [] }: Directive): void {
  for (const directive of block) {
    if (READ.has(directive.name) || ITS_OWN.has(directive.name)) continue;
    note(
      reading,
      'import/left-out',
      directive,
      `"${textOf(directive)}" is left out: it has no key in a spec.`,
    );
  }
}

/** A location in a location is no route; its own lines are told as everywhere. */
function insideOf(reading: Reading, { block = [] }: Directive): Directive[] {
  for (const inner of block) {
    if (inner.name === 'location') drop(reading, inner, 'routes do not stand in one another.');
  }
  return [...block].reverse();
}

/** A pattern may fit no file at all: it is worth a word where nothing else was found. */
function tellInclude(reading: Reading, directive: Directive): void {
  const isPattern = /[*?[]/.test(directive.args[0] ?? '');
  if (isPattern && reading.services.length > 0) return;
  const message = `"${textOf(directive)}" is left out: no such file was given. Name it with the others, or the folder that it is in.`;
  note(reading, 'import/left-out', directive, message);
}

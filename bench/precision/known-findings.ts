/** An error or a warning in an example that an expert would make as well. */
export interface KnownFinding {
  readonly example: string | RegExp;
  readonly code: string;
  readonly because: string;
}

/** The judgement: whatever else is found in a documented example is a false alarm until somebody has looked at it. */
export const KNOWN_FINDINGS: readonly KnownFinding[] = [
  {
    example: 'socks4.cfg',
    code: 'haproxy/server-tls-not-verified',
    because:
      'two servers behind a SOCKS proxy, with `verify none`: whoever runs the proxy can answer in their place',
  },
  {
    example: 'socks4.cfg',
    code: 'haproxy/stats-without-auth',
    because: '`stats admin if TRUE` on 0.0.0.0 without a password: anybody can take the servers out',
  },
  {
    example: /^configuration\.txt, line \d+$/,
    code: 'haproxy/weak-tls',
    because: 'the example of ssl-default-bind-options allows TLS 1.0, which RFC 8996 forbids',
  },
  {
    example: /^configuration\.txt, line \d+$/,
    code: 'haproxy/same-address-twice',
    because:
      'the example of bind shows two ways side by side; in one file both would listen on ports 80 and 443',
  },
  {
    example: /^configuration\.txt, line \d+$/,
    code: 'haproxy/duplicate-server-address',
    because:
      'the examples of stick give s1 and s2 one address, a slip of the manual: copied, there is no second server',
  },
  {
    example: 'keepalived.conf.sample',
    code: 'keepalived/strict-mode',
    because: 'the packaged sample sets vrrp_strict: the node drops what is sent to its VIPs',
  },
  {
    example: 'keepalived.conf.sample',
    code: 'keepalived/auth-ignored',
    because: 'the same sample has a password, which vrrp_strict forbids and Keepalived ignores',
  },
  {
    example: 'nginx.conf',
    code: 'nginx/weak-tls-version',
    because: 'the packaged nginx.conf still allows TLS 1.0 and 1.1, which RFC 8996 forbids',
  },
];

/** `option NAME` that says how servers are checked; a proxy goes by the last one (configuration manual, 4.2). */
export const CHECK_OPTIONS = [
  'external-check',
  'httpchk',
  'ldap-check',
  'mysql-check',
  'pgsql-check',
  'redis-check',
  'smtpchk',
  'spop-check',
  'ssl-hello-chk',
  'tcp-check',
] as const;

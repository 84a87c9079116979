/**
 * The keywords that begin a section, from 2.4 to 3.2 (configuration manual: 3, 4 and its own chapters; registered in
 * HAProxy with REGISTER_CONFIG_SECTION). Case matters.
 */
export const SECTION_KINDS: ReadonlySet<string> = new Set([
  'global',
  'defaults',
  'frontend',
  'backend',
  'listen',
  'peers',
  'resolvers',
  'mailers',
  'userlist',
  'cache',
  'http-errors',
  'ring',
  'log-forward',
  'fcgi-app',
  'program',
  // 3.0
  'crt-store',
  // 3.1
  'log-profile',
  'traces',
  // 3.2
  'acme',
]);

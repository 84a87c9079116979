/** What people call the parts of a pair, the one that usually holds the VIP first. */
const ROLES = ['master', 'primary', 'active', 'main', 'backup', 'secondary', 'standby', 'passive', 'slave'];
const ENGINE_WORDS = /^(?:haproxy|keepalived|nginx|hap|conf|config|cfg)$/;
const HOST_WORD = /^(?:lb|node|ha|host|srv|server|proxy|vm|gw|edge|n|h|vrrp)?\d{1,3}$/;
/** Folders numbered in this way are chapters of a book, not hosts of a site. */
const NO_HOSTS =
  /^(?:v|ex|example|sample|test|case|demo|step|chapter|lesson|part|version|old|backup-)+[-_.]?$/;

/** The part of a file's name that tells the nodes of a pair apart: `lb1` of `haproxy-lb1.cfg`; undefined = none. */
export function markerOf(path: string): string | undefined {
  const words = stemOf(path)
    .split(/[-_.\s]+/)
    .map((word) => word.replace(/^(?:haproxy|keepalived|nginx)(?=\d+$)/, ''))
    .filter((word) => word !== '' && !ENGINE_WORDS.test(word.toLowerCase()));
  // `10-frontends` is the order of parts, not a host.
  const isMarked = words.some(
    (word, index) =>
      isRole(word) ||
      (HOST_WORD.test(word.toLowerCase()) && (/^\D/.test(word) || index === words.length - 1)),
  );
  const onlyLetter = words.length === 1 && /^[a-z]$/i.test(words[0] ?? '');
  return isMarked || onlyLetter ? words.join('-') : undefined;
}

/** What the names of two nodes of one pair have in common; undefined = the name is not one of a series. */
export function seriesOf(name: string): string | undefined {
  const common = name
    .toLowerCase()
    .split(/(?<=[-_.])|(?=[-_.])/)
    .map((word) => (isRole(word) || /^[a-z]$/.test(word) ? '' : word.replace(/\d+/, '#')))
    .map((word) => (/^[a-z]+$/.test(word) ? withoutRole(word) : word))
    .join('');
  if (common === name.toLowerCase()) return undefined;
  return NO_HOSTS.test(common.replace('#', '')) ? undefined : common;
}

/** For sorting: who usually holds the VIP comes first. */
export function roleRank(name: string): number {
  const rank = ROLES.findIndex((role) => name.toLowerCase().includes(role));
  return rank === -1 ? ROLES.length : rank;
}

function isRole(word: string): boolean {
  return ROLES.includes(word.toLowerCase().replace(/\d+$/, ''));
}

function withoutRole(word: string): string {
  const role = ROLES.find((one) => word.endsWith(one));
  return role === undefined ? word : word.slice(0, -role.length);
}

function stemOf(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}

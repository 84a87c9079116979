import type { FileKind } from './lint-file.ts';

/** How much of a file is looked at where its name does not tell. */
const LOOKED_AT = 65_536;

/** Names that leave no doubt, and folders that say it for every file in them; the first that fits. */
const BY_PATH: readonly (readonly [pattern: RegExp, kind: FileKind])[] = [
  [/\.(?:md|txt|log|pem|crt|key|json|html?|lua|map|lst|swp|bak|orig|rpm\w+|dpkg-\w+)$|~$/i, 'unknown'],
  [/(?:^|\/)sentinel[^/]*\.conf$/i, 'sentinel'],
  [/(?:^|\/)(?:docker-|podman-)?compose[^/]*\.ya?ml$/i, 'compose'],
  [/(?:^|\/)patroni[^/]*\.ya?ml$/i, 'patroni'],
  [/(?:^|\/)corosync[^/]*\.conf$/i, 'corosync'],
  [/(?:^|\/)sysctl[^/]*\.conf$|(?:^|\/)sysctl\.d\/[^/]+\.conf$/i, 'sysctl'],
  [/\.(?:service|timer|socket)$|\.(?:service|timer|socket)\.d\/[^/]+\.conf$/, 'systemd'],
  [/\.zone$|(?:^|\/)db\.[^/]+$|(?:^|\/)zones?\/[^/]+$/i, 'zone'],
  [
    /(?:^|\/)(?:[^/]*[-_.])?haproxy[^/]*\.(?:cfg|conf)$|(?:^|\/)haproxy(?:\.d|\/conf\.d)\/[^/]+\.(?:cfg|conf)$/i,
    'haproxy',
  ],
  [
    /(?:^|\/)(?:[^/]*[-_.])?keepalived[^/]*\.conf$|(?:^|\/)keepalived(?:\.d|\/conf\.d)\/[^/]+\.conf$/i,
    'keepalived',
  ],
  [
    /(?:^|\/)(?:[^/]*[-_.])?nginx[^/]*\.conf$|(?:^|\/)(?:sites-(?:enabled|available)|nginx)\/(?:.*\/)?[^/]+$/i,
    'nginx',
  ],
  [/(?:^|\/)[^/]*pcs[^/]*\.sh$/i, 'pcs'],
];

/** Words that only one language has at the beginning of a line, for files whose name tells nothing. */
const BY_CONTENT: readonly (readonly [pattern: RegExp, kind: FileKind])[] = [
  [/^\s*(?:pcs|crm)\s+(?:cluster|property|resource|stonith|constraint|configure|host)\b/m, 'pcs'],
  [/^#!/, 'script'],
  [/^\s*(?:vrrp_instance|vrrp_script|vrrp_sync_group|virtual_server|global_defs)\b/m, 'keepalived'],
  [
    /^(?:global|defaults|frontend\s+\S+|backend\s+\S+|listen\s+\S+)\b.*\n(?:\s*(?:#.*)?\n)*\s+[a-z]/m,
    'haproxy',
  ],
  [/^\s*(?:events|http|stream|upstream\s+\S+|server)\s*\{/m, 'nginx'],
  [/^\s*(?:totem|quorum|nodelist)\s*\{/m, 'corosync'],
  [/^\s*sentinel\s+(?:monitor|down-after-milliseconds|auth-pass)\s/m, 'sentinel'],
  [/^services:\s*(?:#.*)?\n(?:\s*(?:#.*)?\n)*\s+[\w.-]+:/m, 'compose'],
  [/^(?:bootstrap|postgresql):[^]*^(?:scope|etcd3?|consul|raft|patroni|restapi|kubernetes)\b/m, 'patroni'],
  [/^scope:[^]*^(?:bootstrap|postgresql|restapi):/m, 'patroni'],
  [/^\$(?:ORIGIN|TTL)\s/m, 'zone'],
  [/^\s*\S+\s+(?:\d+\w*\s+)?IN\s+SOA\s/im, 'zone'],
  [/^\S+[ \t]+(?:\d+\w*[ \t]+)?IN[ \t]+(?:A|AAAA|CNAME|MX|NS)[ \t]+\S/m, 'zone'],
  [/^\[(?:Unit|Service)\]\s*$/m, 'systemd'],
  [/^\s*(?:net|fs|vm|kernel)\.[a-z0-9_.]+\s*=/m, 'sysctl'],
];

/** What a file is, by its path, else by its first words. */
export function identifyFile(path: string, text: string): FileKind {
  const named = BY_PATH.find(([pattern]) => pattern.test(path));
  if (named !== undefined) return named[1];
  const beginning = text.slice(0, LOOKED_AT);
  return (
    BY_CONTENT.find(([pattern]) => pattern.test(beginning))?.[1] ??
    (/\.(?:ba)?sh$/.test(path) ? 'script' : 'unknown')
  );
}

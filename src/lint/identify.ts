import type { FileKind } from './lint-file.ts';

/** How much of a file is looked at where its name does not tell. */
const LOOKED_AT = 65_536;

/** Programs and documents may quote a configuration, and a template becomes one only later. */
const NO_CONFIGURATION = new RegExp(
  [
    String.raw`\.(?:md|rst|txt|adoc|html?|xml|css|svg|csv|json5?|toml|ini|sql|log|lst|map|diff|patch)$`,
    String.raw`\.(?:[cm]?[jt]sx?|py|go|rs|rb|php|p[lm]|java|[ch]|lua|tf|hcl|nix)$`,
    String.raw`\.(?:pem|crt|key|csr|asc|pub)$`,
    String.raw`\.(?:j2|jinja2?|erb|epp|tpl|tmpl|ctmpl|template|mustache|hbs|in)$`,
    String.raw`\.(?:bak|old|orig|save|sw[op]|rpm\w+|dpkg-\w+|ucf-\w+)$|~$`,
    String.raw`(?:^|/)(?:Dockerfile|Containerfile|Makefile|Vagrantfile|Jenkinsfile|LICENSE|README)[^/]*$`,
    // What other programs have to say of an engine: its logs, its users, its start.
    String.raw`(?:^|/)(?:r?syslog(?:-ng)?|logrotate|tmpfiles|sysusers|modprobe|modules-load|limits|cron|sudoers|apparmor)\.d/`,
    String.raw`(?:^|/)(?:etc/default|init\.d|fail2ban|monit|supervisor|telegraf|prometheus|syslog-ng|logstash|filebeat)/`,
  ].join('|'),
  'i',
);

/** Names that leave no doubt, and folders that say it for every file in them; the first that fits. */
const BY_PATH: readonly (readonly [pattern: RegExp, kind: FileKind])[] = [
  [/(?:^|\/)sentinel[^/]*\.conf$/i, 'sentinel'],
  [/(?:^|\/)(?:docker-|podman-)?compose[^/]*\.ya?ml$/i, 'compose'],
  [/(?:^|\/)patroni[^/]*\.ya?ml$/i, 'patroni'],
  [/(?:^|\/)corosync[^/]*\.conf$/i, 'corosync'],
  [/(?:^|\/)(?:[^/]*[-_.])?ossec[^/]*\.conf$/i, 'ossec'],
  [/(?:^|\/)(?:[^/]*[-_.])?sysctl[^/]*\.conf$|(?:^|\/)sysctl\.d\/[^/]+\.conf$/i, 'sysctl'],
  [/\.(?:service|timer|socket)$|\.(?:service|timer|socket)\.d\/[^/]+\.conf$/, 'systemd'],
  [/\.zone$/i, 'zone'],
  [
    /(?:^|\/)(?:[^/]*[-_.])?haproxy[^/]*\.(?:cfg|conf)$|(?:^|\/)haproxy(?:\.d|\/conf\.d)\/[^/]+\.(?:cfg|conf)$/i,
    'haproxy',
  ],
  [
    /(?:^|\/)(?:[^/]*[-_.])?keepalived[^/]*\.conf$|(?:^|\/)keepalived(?:\.d|\/conf\.d)\/[^/]+\.conf$/i,
    'keepalived',
  ],
  [
    /(?:^|\/)(?:[^/]*[-_.])?nginx[^/]*\.conf$|(?:^|\/)sites-(?:enabled|available)\/[^/]+$|(?:^|\/)nginx\/(?:.*\/)?(?:[^/]+\.conf|[^/]+_params|mime\.types)$/i,
    'nginx',
  ],
  [/(?:^|\/)[^/]*pcs[^/]*\.sh$/i, 'pcs'],
];

const PCS: readonly [RegExp, FileKind] = [
  /^\s*(?:sudo\s+)?pcs\s+(?:cluster|property|resource|stonith|constraint|host)\s/m,
  'pcs',
];

/** Words that only one language has at the beginning of a line, for files whose name tells nothing. */
const BY_CONTENT: readonly (readonly [pattern: RegExp, kind: FileKind])[] = [
  PCS,
  [/^\s*(?:vrrp_instance|vrrp_script|vrrp_sync_group|virtual_server|global_defs)\b/m, 'keepalived'],
  [
    /^(?:(?:global|defaults|(?:frontend|backend|listen)[ \t]+\S+)(?:[ \t].*)?|(?:peers|resolvers|userlist|mailers|http-errors)[ \t]+\S+[ \t]*(?:#.*)?)\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]+[a-z]/m,
    'haproxy',
  ],
  [/^\s*(?:events|http|stream|upstream\s+\S+|server)\s*\{/m, 'nginx'],
  [/^\s*(?:totem|quorum|nodelist)\s*\{/m, 'corosync'],
  [/^\s*<(?:ossec_config|agent_config)\b/im, 'ossec'],
  [/^\s*sentinel\s+(?:monitor|down-after-milliseconds|auth-pass)\s/m, 'sentinel'],
  [/^\$(?:ORIGIN|TTL)\s/m, 'zone'],
  [/^\s*\S+\s+(?:\d+\w*\s+)?IN\s+SOA\s/im, 'zone'],
  [/^\S+[ \t]+(?:\d+\w*[ \t]+)?IN[ \t]+(?:A|AAAA|CNAME|MX|NS)[ \t]+\S/m, 'zone'],
  [/^\[(?:Unit|Service)\]\s*$/m, 'systemd'],
  [/^\s*(?:net|fs|vm|kernel)\.[a-z0-9_.]+\s*=/m, 'sysctl'],
];

const YAML_BY_CONTENT: readonly (readonly [pattern: RegExp, kind: FileKind])[] = [
  [/^services:\s*(?:#.*)?\r?\n(?:\s*(?:#.*)?\r?\n)*\s+[\w.-]+:/m, 'compose'],
  [/^scope:[^]*^(?:bootstrap|postgresql|restapi):/m, 'patroni'],
  [/^(?:bootstrap|postgresql):[^]*^scope:/m, 'patroni'],
];

/** A compose file has services too, but no VIPs and no pools. */
const SPEC = /^version:\s*1\s*(?:#.*)?$[^]*^(?:nodes|vips|pools):/m;

/** True for a spec of Holdfast: it is no file of an engine, and `lint -f` reads it. */
export function isSpecText(text: string): boolean {
  return SPEC.test(text.slice(0, LOOKED_AT));
}

/** What a file is, by its path, else by its first words. */
export function identifyFile(path: string, text: string): FileKind {
  if (NO_CONFIGURATION.test(path)) return 'unknown';
  const named = BY_PATH.find(([pattern]) => pattern.test(path));
  if (named !== undefined) return named[1];
  const beginning = text.slice(0, LOOKED_AT);
  return candidatesOf(path, beginning).find(([pattern]) => pattern.test(beginning))?.[1] ?? 'unknown';
}

/** Scripts may write configurations, and in YAML `global:` begins anything. */
function candidatesOf(path: string, beginning: string): typeof BY_CONTENT {
  if (/\.ya?ml$/i.test(path)) return isSpecText(beginning) ? [] : YAML_BY_CONTENT;
  const isShell = /^#!.*\b(?:ba|da|k|z|a)?sh\b/.test(beginning) || /\.(?:ba|k|z)?sh$/i.test(path);
  if (isShell) return [PCS, [/^/, 'script']];
  return beginning.startsWith('#!') ? [] : [...BY_CONTENT, ...YAML_BY_CONTENT];
}

import type { Severity } from '../../base/problem.ts';
import { type EngineMessage, sentence } from '../engine-message.ts';

const SEVERITIES: Readonly<Record<string, Severity>> = {
  emerg: 'error',
  alert: 'error',
  crit: 'error',
  error: 'error',
  warn: 'warning',
};
/** Directives of modules that this machine's nginx may lack. */
const OF_A_MODULE =
  /unknown directive "(?:stream|mail|js_|lua_|brotli|more_|geoip|image_filter|xslt_|perl|vhost_traffic|modsecurity|pagespeed|passenger|echo|fancyindex|auth_pam|dav_|upload|rtmp|zstd|otel|opentelemetry|opentracing|proxy_cache_purge|substitutions|subs_|nchan|push_|set_misc|redis|memc|sticky|check|health_check|api|status|auth_jwt|keyval|zone_sync|\w+_by_lua)/;
/** Files, modules, names and accounts that are missing here may be there on the node. */
const ABOUT_THE_MACHINE =
  /No such file or directory|Permission denied|host not found|getpwnam|getgrnam|could not open error log|bind\(\)|Operation not permitted|cannot load certificate|dlopen\(\)|user" directive makes sense only|mkdir\(\)|open\(\)|setrlimit|exceed open file resource limit/i;

/** `nginx: [emerg] unknown directive "foo" in /etc/nginx/nginx.conf:12`, or without a place. */
export function readNginxVerdict(output: string): EngineMessage[] {
  return output.split('\n').flatMap((text) => {
    const match = /\[(emerg|alert|crit|error|warn)\] (?:\d+#\d+: )?(.*)$/.exec(text.trim());
    const [, level = '', words = ''] = match ?? [];
    if (match === null) return [];
    const placed = /^(.*) in (\/?[^\s:][^:]*):(\d+)$/.exec(words);
    return [
      {
        severity: SEVERITIES[level] ?? 'error',
        path: placed?.[2],
        line: placed === null ? undefined : Number(placed[3]),
        text: sentence(placed?.[1] ?? words),
      },
    ];
  });
}

/** True for a message that another machine would not give for the same file. */
export function isAboutNginxMachine({ text }: EngineMessage): boolean {
  return ABOUT_THE_MACHINE.test(text) || OF_A_MODULE.test(text);
}

import { quoted } from './fields.ts';
import type { RawFinding } from './raw-finding.ts';

/** What the foundation owns (sockets, process, files that root writes) and what runs programs or shows this machine's files. */
const FORBIDDEN =
  /^(listen|user|daemon|master_process|pid|lock_file|load_module|include|env|working_directory|error_log|access_log|root|alias|ssl_engine|ssl_certificate_key|auth_basic_user_file|proxy_store|proxy_cache_path|autoindex|stub_status|.*_temp_path|.*_by_lua.*|lua_.*|js_.*|perl.*|dav_.*|fastcgi_.*|uwsgi_.*|scgi_.*)$/;

/** Blocks of which there is one each, ours. */
const OURS = /^(events|http|stream|mail|server|upstream)$/;

const REMEDY = 'remove the line; what it does is the work of other keys of the spec, or not allowed.';

/** Lines of nginx.conf that would open sockets, read or write files, run programs or leave the block they stand in. */
export function rawNginxFindings(text: string): RawFinding[] {
  const findings: RawFinding[] = [];
  const find = (line: number, message: string) => findings.push({ line, message, remedy: REMEDY });
  let depth = 0;
  let isFirst = true;
  let line = 0;
  for (const [token] of text.matchAll(
    /\n|#[^\n]*|"(?:\\[^]|[^"\\])*"|'(?:\\[^]|[^'\\])*'|[;{}]|["']|[^\s;{}"'#][^\s;{]*/g,
  )) {
    if (token === '\n') line += 1;
    else if (token.startsWith('#')) continue;
    else if (token === '"' || token === "'") {
      find(line, 'A quote is not closed.');
      return findings;
    } else if (token === ';' || token === '{') {
      if (token === '{') depth += 1;
      isFirst = true;
    } else if (token === '}') {
      depth -= 1;
      if (depth < 0) {
        find(line, 'This brace would end the block that raw lines stand in.');
        return findings;
      }
      isFirst = true;
    } else {
      const word = token.replace(/^["']|["']$/g, '');
      if (isFirst && FORBIDDEN.test(word)) find(line, `${quoted(word)} is not allowed in raw lines.`);
      if (isFirst && OURS.test(word) && depth === 0)
        find(line, `${quoted(word)} begins a block of its own, and raw lines stay in the one they stand in.`);
      isFirst = false;
      line += token.split('\n').length - 1;
    }
  }
  if (depth > 0) find(line, 'A block is not closed.');
  else if (!isFirst) find(line, 'The last directive has no ";".');
  return findings;
}

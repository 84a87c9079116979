import type { FormerUnit } from './adopt-facts.ts';

const USUAL = {
  haproxy: '/etc/haproxy/haproxy.cfg',
  keepalived: '/etc/keepalived/keepalived.conf',
  nginx: '/etc/nginx/nginx.conf',
} as const;

/**
 * The files or folders that a running engine reads.
 * @param words its command line, as /proc/PID/cmdline has it: with all variables filled in
 */
export function filesOfEngine(engine: FormerUnit['engine'], words: readonly string[]): readonly string[] {
  const said = (engine === 'haproxy' ? ofHaproxy : engine === 'nginx' ? ofNginx : ofKeepalived)(words);
  return said.length === 0 ? [USUAL[engine]] : said;
}

/** `-f FILE` may stand several times, and all words behind `--` are files (haproxy(1)). */
function ofHaproxy(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const named = options.filter((_, index) => options[index - 1] === '-f');
  return [...named, ...(end < 0 ? [] : words.slice(end + 1))];
}

/** `-f FILE`, `-fFILE`, `--use-file FILE`, `--use-file=FILE` (keepalived(8)). */
function ofKeepalived(words: readonly string[]): string[] {
  return words.flatMap((word, index) => {
    if (word === '-f' || word === '--use-file') return words[index + 1] ?? [];
    return /^(?:-f|--use-file=)(.+)$/.exec(word)?.[1] ?? [];
  });
}

/** The title of a master is one word: `nginx: master process /usr/sbin/nginx -c FILE`. */
function ofNginx(words: readonly string[]): string[] {
  return [...words.join(' ').matchAll(/(?:^| )-c ?(\S+)/g)].map(([, file = '']) => file);
}

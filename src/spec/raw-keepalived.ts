import { quoted } from './fields.ts';
import type { RawFinding } from './raw-finding.ts';

/** Anything that runs a program or reads another file. */
const FORBIDDEN =
  /^(notify.*|vrrp_script|script|script_user|track_script|include[rmwba]?|misc_path|quorum_up|quorum_down|.*_script|.*fifo.*)$/;

/** Keepalived reads a line in pieces of 1,024 bytes: what stands behind is parsed as configuration, even of a comment. */
const MOST_BYTES = 1_022;

/** Lines of keepalived.conf that would run programs, read files or leave the block they stand in. */
export function rawKeepalivedFindings(text: string): RawFinding[] {
  const findings: RawFinding[] = [];
  const remedy = 'remove it; what it does is the work of other keys of the spec, or not allowed.';
  let depth = 0;
  text.split('\n').forEach((source, line) => {
    const find = (message: string, fix = remedy) => findings.push({ line, message, remedy: fix });
    if (new TextEncoder().encode(source).length > MOST_BYTES) {
      find(
        `The line is longer than ${MOST_BYTES} bytes, and Keepalived would read its end as lines of their own.`,
        'split it.',
      );
    }
    const { code, isOpen } = withoutComment(source);
    if (isOpen) find('A quote is not closed.', 'close it on the same line.');
    if (/^\s*[@~]|\$/.test(code)) find('Variables, conditions and sequences are not allowed in raw lines.');
    for (const word of code.split(/[\s(),"]+|(?=[{}])|(?<=[{}])/)) {
      if (word === '{') depth += 1;
      if (word === '}') depth -= 1;
      if (depth < 0) {
        find(
          'A "}" closes a block that was not opened here.',
          'remove it, or add the "{" that belongs to it.',
        );
        depth = 0;
      }
      if (FORBIDDEN.test(word.toLowerCase())) find(`${quoted(word)} is not allowed in raw lines.`);
    }
  });
  if (depth > 0) {
    const line = text.trimEnd().split('\n').length - 1;
    findings.push({ line, message: 'A "{" is not closed.', remedy: 'add the "}" that belongs to it.' });
  }
  return findings;
}

/** Comments begin with # or ! outside quotes; braces inside quotes are text and are blanked. */
function withoutComment(source: string): { code: string; isOpen: boolean } {
  let code = '';
  let isOpen = false;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index] ?? '';
    if (character === '"') isOpen = !isOpen;
    else if (!isOpen && (character === '#' || character === '!')) {
      if (source[index - 1] !== '\\') break;
    }
    code += isOpen && (character === '{' || character === '}') ? ' ' : character;
  }
  return { code, isOpen };
}

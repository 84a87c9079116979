import type { Listener } from '../../../site/listeners.ts';
import type { HaproxyFile, Line } from '../grammar/tree.ts';

/** The file for a HAProxy that binds its sockets itself, because no foundation holds them for it. */
export function bindByAddress(file: HaproxyFile, listeners: readonly Listener[]): HaproxyFile {
  const addresses = new Map(
    listeners.map(({ fd, address, family, port }) => [
      `fd@${fd}`,
      family === 6 ? `[${address}]:${port}` : `${address}:${port}`,
    ]),
  );
  return file.map((section) => ({ ...section, lines: section.lines.map((line) => bound(line, addresses)) }));
}

function bound(line: Line, addresses: ReadonlyMap<string, string>): Line {
  if ('raw' in line || line.words[0] !== 'bind') return line;
  return {
    ...line,
    words: line.words.map((word) => (typeof word === 'string' ? (addresses.get(word) ?? word) : word)),
  };
}

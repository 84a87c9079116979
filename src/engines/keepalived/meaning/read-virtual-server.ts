import type { SourceEntry } from '../grammar/source.ts';
import { entrySpan } from '../grammar/word-span.ts';
import { blockOf, entriesOf } from './entries.ts';
import type { VirtualServer } from './meaning.ts';

const CHECKERS = /^(?:TCP|SMTP|DNS|MISC|UDP|PING|FILE|BFD)_CHECK$|^(?:HTTP|SSL)_GET$/;

export function readVirtualServer(path: string, entry: SourceEntry): VirtualServer {
  const block = blockOf(path, entry);
  const realServers = entriesOf(block, 'real_server').map((server) => ({
    address: wordsBehind(server),
    at: entrySpan(path, server),
    checkers: (server.block ?? []).flatMap(({ words: [keyword] }) =>
      CHECKERS.test(keyword?.value ?? '') ? [keyword?.value ?? ''] : [],
    ),
  }));
  return { ...block, name: wordsBehind(entry), at: entrySpan(path, entry), realServers };
}

function wordsBehind(entry: SourceEntry): string {
  return entry.words
    .slice(1)
    .map(({ value }) => value)
    .join(' ');
}

export interface Sample {
  /** 1-based line of the manual where it begins. */
  readonly line: number;
  readonly text: string;
}

/** Sections whose head has no more words than this stand in examples alone; the manual's prose goes on behind such a word. */
const HEAD =
  /^(?:global|defaults(?: \S+)?|(?:frontend|backend|listen|peers|resolvers|cache|userlist|mailers|http-errors|ring|log-forward|fcgi-app) [\w.:-]+(?: from \S+)?)\s*(?:#.*)?$/;

/**
 * The examples in HAProxy's manual (configuration.txt) that are configurations: indented, and beginning with the head of
 * a section. Where a `global` section begins behind others, the manual shows a second file. What has `...` in it is a
 * sketch and left out.
 */
export function cutSamples(manual: string): readonly Sample[] {
  const lines = manual.split(/\r?\n/);
  const samples: Sample[] = [];
  let index = 0;
  while (index < lines.length) {
    const [, indent = '', rest = ''] = /^(\s+)(\S.*)$/.exec(lines[index] ?? '') ?? [];
    if (indent === '' || !HEAD.test(rest)) {
      index += 1;
      continue;
    }
    const end = endOf(lines, index, indent.length);
    const block = lines.slice(index, end).map((line) => line.slice(indent.length));
    samples.push(...filesIn(block, index + 1));
    index = end;
  }
  return samples.filter(({ text }) => text.trim().includes('\n') && !/^\s*\.\.\.| \.\.\.$/m.test(text));
}

/** The first line behind `start` that is indented less. */
function endOf(lines: readonly string[], start: number, indent: number): number {
  const end = lines.findIndex(
    (line, at) => at > start && line.trim() !== '' && line.length - line.trimStart().length < indent,
  );
  return end === -1 ? lines.length : end;
}

function filesIn(block: readonly string[], firstLine: number): Sample[] {
  const starts = [0, ...block.flatMap((line, at) => (at > 0 && /^global\b/.test(line) ? [at] : []))];
  return starts.map((start, at) => ({
    line: firstLine + start,
    text: `${block
      .slice(start, starts[at + 1])
      .join('\n')
      .trimEnd()}\n`,
  }));
}

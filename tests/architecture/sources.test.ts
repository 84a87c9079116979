import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { rooms, sourceFiles } from './source-files.ts';

const LONGEST = 250;

/** Longer files, each with its reason. */
const LONG: Readonly<Record<string, string>> = {
  'src/foundation/foundation.ts': 'the one place where the events of guests, VIPs and callers meet',
  'src/foundation/engine-guest.ts': 'the life of one guest, whose states only make sense together',
  'src/site/resolve-vips.ts': 'priorities, ids and addresses of a VIP depend on one another',
};

const BASE = ['address', 'digest', 'duration', 'fault', 'order', 'problem', 'rule', 'size', 'text-range'];
const VAGUE = /(^|[/-])(utils?|helpers?|managers?|common|misc|handlers?)(\.ts$|\/|-)/;
/** Wazuh's words, where they are spoken of: a node of its cluster, and its HAProxy helper. */
const WAZUHS_WORD = /(^|[/-])(?:managers?|helper)(?=\.ts$|-)/g;
const PURE =
  /^src\/(base|spec|site|release|lint|import|pods|foreign|balance|wazuh\/(protocol|discover)|engines\/[^/]+\/(grammar|compile|meaning|rules)|drill\/judge|node\/(intents|status|heal|notify\/decide))\//;

describe('the sources', () => {
  const files = sourceFiles();

  it('are seen by these tests', () => assert.ok(files.length > 150, `${files.length} files`));

  it(`are at most ${LONGEST} lines long`, () => {
    const long = files.filter(({ text }) => text.split('\n').length > LONGEST).map(({ path }) => path);
    assert.deepEqual(
      long.filter((path) => LONG[path] === undefined),
      [],
    );
  });

  it('have no name that says nothing', () => {
    assert.deepEqual(
      files
        .map(({ path, text }) => (/wazuh/i.test(path + text) ? path.replaceAll(WAZUHS_WORD, '$1') : path))
        .filter((path) => VAGUE.test(path)),
      [],
    );
  });

  it('ask for neither time nor chance in pure rooms', () => {
    const impure = files.filter(
      ({ path, text }) =>
        PURE.test(path) &&
        /\b(Date\.now|new Date\(\)|Math\.random|performance\.now|process\.env)\b/.test(text),
    );
    assert.deepEqual(
      impure.map(({ path }) => path),
      [],
    );
  });

  it('add no word to base without a reason', () => {
    const words = readdirSync('src/base').filter((file) => !file.endsWith('.test.ts'));
    assert.deepEqual(
      words.map((file) => file.replace(/\.ts$/, '')).filter((word) => !BASE.includes(word)),
      [],
    );
  });
});

describe('ARCHITECTURE.md', () => {
  it('has one paragraph a room, and none for a room that is not there', () => {
    const text = readFileSync('ARCHITECTURE.md', 'utf8');
    const described = [...text.matchAll(/^\*\*`src\/([a-z]+)\/`\*\* \S/gm)].map(([, room]) => room);
    assert.deepEqual(described.sort(), rooms());
  });
});

import { readFileSync } from 'node:fs';
import type { FmtOptions } from './fmt.ts';
import { readFmtFiles } from './fmt-files.ts';
import { NATIVE_LANGUAGES, type NativeLanguage } from './native-languages.ts';
import { tellWhatIsNotRead } from './run-fmt.ts';
import { say } from './say.ts';
import { decodeText } from './text-bytes.ts';

/**
 * Of every file: whether what its parser read, printed again, is the same bytes. A file that nothing tells of is read by
 * every parser. Exit code 1 when one is not the same.
 */
export function tellIdentity(paths: readonly string[], as: FmtOptions['as']): void {
  const { files, unknown, unreadable } = readFmtFiles(paths, as);
  const specs = files.filter(({ language }) => language === 'spec');
  for (const { path } of specs) say(`${path} is a spec: its parser is not one that keeps every byte.`);
  const told = [
    ...files.flatMap(({ path, bytes, language }) =>
      language === 'spec' ? [] : [identityOf(path, bytes, [language])],
    ),
    ...unknown.map((path) => identityOf(path, readFileSync(path), LANGUAGES)),
  ];
  for (const { line } of told) process.stdout.write(line);
  tellWhatIsNotRead([], unreadable);
  const different = told.filter(({ isSame }) => !isSame).length;
  const count = told.length === 1 ? '1 file' : `${told.length} files`;
  say(`${count}: ${told.length - different} printed as read, ${different} not`);
  if (different > 0) process.exitCode = 1;
  if (unreadable.length > 0) process.exitCode = 3;
}

const LANGUAGES = Object.keys(NATIVE_LANGUAGES) as NativeLanguage[];

function identityOf(path: string, bytes: Buffer, languages: readonly NativeLanguage[]) {
  const places = languages.flatMap((language) => {
    const place = firstDifference(path, bytes, language);
    return place === undefined ? [] : [`from byte ${place} on (${language})`];
  });
  const verdict = places.length === 0 ? 'the same' : `DIFFERENT ${places.join(', ')}`;
  const read = `${languages.join(', ')}, ${bytes.length} bytes`;
  return { line: `${path}: ${verdict} (${read})\n`, isSame: places.length === 0 };
}

/** Index of the byte; undefined = there is none. */
function firstDifference(path: string, bytes: Buffer, language: NativeLanguage): number | undefined {
  const { text, encode } = decodeText(bytes);
  const printed = encode(NATIVE_LANGUAGES[language](text, path).printed());
  if (printed.equals(bytes)) return undefined;
  const place = bytes.findIndex((byte, index) => printed[index] !== byte);
  return place === -1 ? bytes.length : place;
}

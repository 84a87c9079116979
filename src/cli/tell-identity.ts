import type { FmtOptions } from './fmt.ts';
import { type FmtFile, readFmtFiles } from './fmt-files.ts';
import { NATIVE_LANGUAGES } from './native-languages.ts';
import { tellWhatIsNotRead } from './run-fmt.ts';
import { say } from './say.ts';
import { decodeText } from './text-bytes.ts';

/** Of every native file: whether what its parser read, printed again, is the same bytes. Exit code 1 when one is not. */
export function tellIdentity(paths: readonly string[], as: FmtOptions['as']): void {
  const { files, unknown, unreadable } = readFmtFiles(paths, as);
  let different = 0;
  let native = 0;
  for (const file of files) {
    const place = file.language === 'spec' ? undefined : firstDifference(file);
    if (place === undefined) {
      say(`${file.path} is a spec: its parser is not one that keeps every byte.`);
    } else {
      native += 1;
      different += place === -1 ? 0 : 1;
      const verdict = place === -1 ? 'the same' : `DIFFERENT from byte ${place} on`;
      process.stdout.write(`${file.path}: ${verdict} (${file.language}, ${file.bytes.length} bytes)\n`);
    }
  }
  tellWhatIsNotRead(unknown, unreadable);
  say(
    `${native} ${native === 1 ? 'file' : 'files'}: ${native - different} printed as read, ${different} not`,
  );
  if (different > 0) process.exitCode = 1;
  if (unreadable.length > 0) process.exitCode = 3;
}

/** -1 = there is none. */
function firstDifference({ path, bytes, language }: FmtFile): number | undefined {
  if (language === 'spec') return undefined;
  const { text, encode } = decodeText(bytes);
  const printed = encode(NATIVE_LANGUAGES[language](text, path).printed());
  if (printed.equals(bytes)) return -1;
  const place = bytes.findIndex((byte, index) => printed[index] !== byte);
  return place === -1 ? bytes.length : place;
}

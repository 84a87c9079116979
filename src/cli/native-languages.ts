import type { Problem } from '../base/problem.ts';
import { blockTokens } from '../engines/format-blocks.ts';
import { formatHaproxy, haproxyTokens } from '../engines/haproxy/grammar/format.ts';
import { parseHaproxy } from '../engines/haproxy/grammar/parse.ts';
import { printHaproxySource } from '../engines/haproxy/grammar/print-source.ts';
import { formatKeepalived } from '../engines/keepalived/grammar/format.ts';
import { parseKeepalived } from '../engines/keepalived/grammar/parse.ts';
import { printKeepalivedSource } from '../engines/keepalived/grammar/print-source.ts';
import { formatNginx } from '../engines/nginx/grammar/format.ts';
import { parseNginx } from '../engines/nginx/grammar/parse.ts';
import { printNginxSource } from '../engines/nginx/grammar/print-source.ts';
import type { FileKind } from '../lint/lint-file.ts';

/** A native file as its language's parser sees it. */
interface ParsedNative {
  readonly problems: readonly Problem[];
  /** What its source prints: the text again, if all is well. */
  readonly printed: () => string;
  readonly formatted: () => string;
  /** What formatting must not change. */
  readonly tokens: () => readonly string[];
}

type ParseNative = (text: string, path: string) => ParsedNative;

/** The languages that are parsed without loss. */
export const NATIVE_LANGUAGES = {
  haproxy: (text, path) => {
    const { source, problems } = parseHaproxy(text, path);
    return {
      problems,
      printed: () => printHaproxySource(source),
      formatted: () => formatHaproxy(source),
      tokens: () => haproxyTokens(source),
    };
  },
  keepalived: (text, path) => {
    const { source, problems } = parseKeepalived(text, path);
    return {
      problems,
      printed: () => printKeepalivedSource(source),
      formatted: () => formatKeepalived(source),
      tokens: () => blockTokens(source.tokens),
    };
  },
  nginx: (text, path) => {
    const { source, problems } = parseNginx(text, path);
    return {
      problems,
      printed: () => printNginxSource(source),
      formatted: () => formatNginx(source),
      tokens: () => blockTokens(source.tokens),
    };
  },
} as const satisfies Partial<Record<FileKind, ParseNative>>;

export type NativeLanguage = keyof typeof NATIVE_LANGUAGES;

export function isNativeLanguage(kind: string): kind is NativeLanguage {
  return Object.hasOwn(NATIVE_LANGUAGES, kind);
}

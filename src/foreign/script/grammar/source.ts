import type { Span } from '../../../base/text-range.ts';

/**
 * A shell script, as far as rules need it: its commands in order, with the words that hold them together. Here-documents
 * and arithmetic are skipped, nothing is expanded.
 */
export interface ScriptSource {
  /** As the user named it. */
  readonly path: string;
  readonly steps: readonly Step[];
}

export type Step = Keyword | Pipeline;

export interface Keyword {
  readonly kind: 'keyword';
  /** `arm` begins a branch of a `case`, `function` a function; `(` and `)` a subshell. */
  readonly word:
    | 'if'
    | 'then'
    | 'elif'
    | 'else'
    | 'fi'
    | 'while'
    | 'until'
    | 'for'
    | 'do'
    | 'done'
    | 'case'
    | 'arm'
    | 'esac'
    | 'function'
    | '{'
    | '}'
    | '('
    | ')';
  /** Of an arm its patterns, of a function its name, of `for` and `case` the words up to `do` or `in`. */
  readonly words: readonly ShellWord[];
  readonly at: Span;
}

export interface Pipeline {
  readonly kind: 'pipeline';
  /** At least one. */
  readonly commands: readonly ShellCommand[];
  /** A `!` stands before it: its success is a failure. */
  readonly isNegated: boolean;
  /** What stands between it and the next one; `;` also for the end of a line. */
  readonly end: ';' | '&' | '&&' | '||';
  readonly at: Span;
}

export interface ShellCommand {
  readonly assignments: readonly { readonly name: string; readonly word: ShellWord }[];
  /** The command and its arguments; empty when it only assigns. */
  readonly words: readonly ShellWord[];
  /** Files and descriptors, each with its operator: `>/dev/null`, `2>&1`. */
  readonly redirects: readonly { readonly operator: string; readonly target: string }[];
  readonly at: Span;
}

export interface ShellWord {
  readonly raw: string;
  /** Without quotes and escapes; `$NAME`, `${…}` and `$(…)` stay as written. */
  readonly value: string;
  /** A variable or a command's output stands in it. */
  readonly isOpen: boolean;
  /** What runs inside `$(…)` and backticks. */
  readonly inner: readonly Step[];
  readonly at: Span;
}

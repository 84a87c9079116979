/** How a server shows that it lives. */
export interface Check {
  readonly kind:
    | { readonly is: 'tcp' }
    | {
        readonly is: 'http';
        readonly method: string;
        readonly path: string;
        readonly host: string | undefined;
        readonly expect: { readonly status: string } | { readonly text: string };
      }
    | { readonly is: 'tls' }
    /** Escapes are undone: both may hold control characters, line breaks included. */
    | { readonly is: 'bytes'; readonly send: string | undefined; readonly expect: string | undefined };
  readonly everyMs: number;
  readonly fall: number;
  readonly rise: number;
  readonly timeoutMs: number;
}

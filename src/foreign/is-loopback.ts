/** An address or name that a machine only reaches itself by. */
export function isLoopback(host: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|::1|\[::1\]|localhost|localhost\.localdomain|ip6-localhost)$/i.test(host);
}

/** The host of `host:port`, `[::1]:port`, `http://host:port/path`, or a host alone. */
export function hostOf(text: string): string {
  const rest = text
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^@/]*@/, '');
  const bracketed = /^\[([^\]]*)\]/.exec(rest)?.[1];
  if (bracketed !== undefined) return bracketed;
  const colons = rest.split(':').length - 1;
  return colons > 1 ? rest : (/^[^:/?]*/.exec(rest)?.[0] ?? '');
}

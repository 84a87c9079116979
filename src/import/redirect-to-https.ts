import type { Proxy, Statement } from '../engines/haproxy/meaning/meaning.ts';

/** The rule that sends every plain request to https, `redirect scheme https if !{ ssl_fc }` and its other spellings. */
export function findRedirect(proxy: Proxy): Statement | undefined {
  return proxy.statements.find(isRedirectToHttps);
}

export function isRedirectToHttps({ keyword, args, isConditional }: Statement): boolean {
  const words =
    keyword === 'http-request' && args[0] === 'redirect' ? args.slice(1) : keyword === 'redirect' ? args : [];
  if (isConditional || words[0] !== 'scheme' || words[1] !== 'https') return false;
  const rest = words
    .slice(2)
    .join(' ')
    .replace(/\bcode 30[1278]\b/, '')
    .trim()
    .replaceAll(/\s+/g, ' ');
  return rest === '' || /^(if ! ?\{ ssl_fc \}|unless \{ ssl_fc \})$/.test(rest);
}

import type { Proxy, Statement } from '../../engines/haproxy/meaning/meaning.ts';

/** `use_backend` in order, with the ACLs put in for their names, in words that do not depend on the spelling. */
export function routeFact(proxy: Proxy): string {
  const acls = new Map<string, string[]>();
  for (const { args } of proxy.byKeyword.get('acl') ?? []) {
    const [name = '', ...test] = args;
    acls.set(name, [...(acls.get(name) ?? []), plain(test)]);
  }
  const rules = (proxy.byKeyword.get('use_backend') ?? []).map((rule) => ruleText(rule, acls));
  return rules.length === 0 ? 'none' : rules.join('; ');
}

function ruleText({ args }: Statement, acls: ReadonlyMap<string, readonly string[]>): string {
  const [backend, ...condition] = args;
  const words = condition.map((word) => {
    const tests = acls.get(word.replace(/^!/, ''));
    return tests === undefined ? word : `${word.startsWith('!') ? 'not ' : ''}(${tests.join(' or ')})`;
  });
  return `${backend} ${plain(words)}`.trim();
}

function plain(words: readonly string[]): string {
  return words
    .filter((word) => word !== '-i' && word !== '--')
    .join(' ')
    .replaceAll(/(?:req\.)?hdr\(host\)(?:,lower|,host_only)?/gi, 'host')
    .replaceAll(/\bpath -m str (\S+) or path_beg \1\//g, 'path_beg $1 or below')
    .replaceAll(/\{ (.*?) \}/g, '($1)');
}

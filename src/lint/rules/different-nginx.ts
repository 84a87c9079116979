import type { Finding, Rule } from '../../base/rule.ts';
import { directiveSpan } from '../../engines/nginx/grammar/spans.ts';
import { type OnlyHere, onlyInNginx } from '../compare-nginx.ts';
import type { LintNode, LintSite } from '../lint-site.ts';
import { twinsOf, wordsOf } from '../twins.ts';

/** The nodes that share a VIP serve different things. */
export const differentNginx: Rule<LintSite> = {
  code: 'pair/different-nginx',
  severity: 'warning',
  title: 'The nodes’ nginx configurations differ',
  why:
    'After a failover clients meet another configuration: a server, a location, a certificate or a time-out that one node ' +
    'has and the other lacks. A change was made on one node only, and shows on the day of the failover.',
  source: 'seen wherever two files are edited by hand; nginx knows nothing of its twin',
  find: (site) => twinsOf(site).flatMap(([left, right]) => compareNodes(site, left, right)),
};

function compareNodes(site: LintSite, left: LintNode, right: LintNode): Finding[] {
  if (left.nginx.length === 0 || right.nginx.length === 0) return [];
  const [here, there] = [left, right].map((node) => ({
    sources: node.nginx,
    own: wordsOf(site, node),
  }));
  if (here === undefined || there === undefined) return [];
  return [
    ...findOnly(left, right, onlyInNginx(here, there)),
    ...findOnly(right, left, onlyInNginx(there, here)),
  ];
}

/** At most this many directives are named. */
const MOST_NAMED = 3;

function findOnly(has: LintNode, lacks: LintNode, only: readonly OnlyHere[]): Finding[] {
  const [first] = only;
  if (first === undefined) return [];
  const named = only.slice(0, MOST_NAMED).map((one) => `\`${textOf(one)}\``);
  const more = only.length > MOST_NAMED ? ` and ${only.length - MOST_NAMED} more` : '';
  return [
    {
      at: directiveSpan(first.directive),
      message: `nginx of ${has.name} says ${named.join(', ')}${more}, that of ${lacks.name} does not: clients meet something else while ${lacks.name} holds the VIP.`,
      remedy: 'bring both files to the same text, and change them together from one source.',
    },
  ];
}

function textOf({ directive, within }: OnlyHere): string {
  const text = [directive.name, ...directive.args].join(' ');
  const short = text.length > 80 ? `${text.slice(0, 79)}…` : text;
  const where = within.at(-1);
  return where === undefined ? short : `${where}: ${short}`;
}

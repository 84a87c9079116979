import type { Finding, Rule } from '../../base/rule.ts';
import { asWritten } from '../../engines/as-written.ts';
import type { Section, Statement } from '../../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../../engines/haproxy/meaning/span-of.ts';
import { compareHaproxy, type SectionDifference } from '../compare-haproxy.ts';
import type { LintNode, LintSite } from '../lint-site.ts';
import { twinsOf, wordsOf } from '../twins.ts';
import { sayPlace } from '../vrrp-group.ts';

/** The nodes that share a VIP serve different things. */
export const differentHaproxy: Rule<LintSite> = {
  code: 'pair/different-haproxy',
  severity: 'warning',
  title: 'The nodes’ haproxy.cfg differ',
  why:
    'After a failover clients meet another configuration: a frontend, a server, a certificate or a time-out that one node ' +
    'has and the other lacks. A change was made on one node only, and shows on the day of the failover.',
  source: 'seen wherever two files are edited by hand; HAProxy knows nothing of its twin',
  find: (site) => twinsOf(site).flatMap(([left, right]) => compareNodes(site, left, right)),
};

function compareNodes(site: LintSite, left: LintNode, right: LintNode): Finding[] {
  if (left.haproxy === undefined || right.haproxy === undefined) return [];
  const differences = compareHaproxy(
    { haproxy: left.haproxy, own: wordsOf(site, left) },
    { haproxy: right.haproxy, own: wordsOf(site, right) },
  );
  return differences.flatMap((difference) => findingOf(difference, left, right));
}

function findingOf(difference: SectionDifference, left: LintNode, right: LintNode): Finding[] {
  const { section, onlyLeft, onlyRight } = difference;
  const remedy = 'bring both files to the same text, and change them together from one source.';
  const whole = difference.left ?? difference.right;
  if (whole === undefined) return [];
  if (difference.left === undefined || difference.right === undefined) {
    if (section !== 'global') {
      const [has, lacks] = difference.left === undefined ? [right, left] : [left, right];
      const message = `${section} is in the haproxy.cfg of ${has.name} and not of ${lacks.name}: what it serves is gone while ${lacks.name} holds the VIP.`;
      return [{ at: spanOf(whole.head), message, remedy }];
    }
  }
  const said = onlyRight[0] ?? onlyLeft[0];
  if (said === undefined) return [];
  const other = onlyRight[0] === undefined ? right : left;
  const elsewhere = onlyRight[0] === undefined ? difference.right : difference.left;
  return [
    {
      at: spanOf(said),
      message: `${section} differs between ${left.name} and ${right.name}${sayWhere(elsewhere, other)}: ${summary(left, onlyLeft)}${onlyLeft.length > 0 && onlyRight.length > 0 ? '; ' : ''}${summary(right, onlyRight)}.`,
      remedy,
    },
  ];
}

function sayWhere(section: Section | undefined, node: LintNode): string {
  return section === undefined ? '' : ` (${node.name}: ${sayPlace(spanOf(section.head))})`;
}

/** At most this many lines of each side are named. */
const MOST_NAMED = 3;

function summary(node: LintNode, statements: readonly Statement[]): string {
  if (statements.length === 0) return '';
  const named = statements.slice(0, MOST_NAMED).map((statement) => `\`${textOf(statement)}\``);
  const more = statements.length > MOST_NAMED ? ` and ${statements.length - MOST_NAMED} more` : '';
  return `only ${node.name} says ${named.join(', ')}${more}`;
}

/** As written, except what may be a secret. */
function textOf(statement: Statement): string {
  const { keyword, args } = statement;
  if (keyword === 'stats' && args[0] === 'auth') return 'stats auth …';
  const text = asWritten(statement);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

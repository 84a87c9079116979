import type { Rule } from '../../src/base/rule.ts';

/** What the first part of a code stands for, in the order of docs/concepts/rules.md. */
const ROOMS: Readonly<Record<string, string>> = {
  haproxy: 'haproxy.cfg',
  keepalived: 'keepalived.conf',
  pair: 'Across the files and nodes of a site',
  system: 'A node around its engines',
  nginx: 'nginx.conf',
  compose: 'Compose files',
  corosync: 'corosync.conf',
  ossec: "Wazuh's ossec.conf and agent.conf",
  patroni: 'patroni.yml',
  pcs: 'Scripts of `pcs` commands',
  script: 'Shell scripts',
  sentinel: 'sentinel.conf',
  sysctl: 'sysctl files',
  systemd: 'systemd units',
  zone: 'Zone files',
};

type Row = Pick<Rule<unknown>, 'code' | 'severity' | 'title'>;

/** The text of docs/concepts/rules.md: every rule with its severity and title, its page one click away. */
export function ruleTable(rules: readonly Row[]): string {
  const rooms = Object.groupBy(rules, ({ code }) => code.slice(0, code.indexOf('/')));
  const unknown = Object.keys(rooms).filter((room) => !Object.hasOwn(ROOMS, room));
  if (unknown.length > 0) throw new Error(`no heading for the rules of ${unknown.join(', ')}`);
  const parts = Object.entries(ROOMS).map(([room, heading]) => {
    const rows = rooms[room] ?? [];
    return [
      `## ${heading}`,
      '',
      '| code | severity | what is wrong |',
      '|---|---|---|',
      ...rows.map(line),
    ].join('\n');
  });
  return `${intro(rules.length)}\n\n${parts.join('\n\n')}\n`;
}

function intro(count: number): string {
  return [
    '# The rules of lint',
    '',
    `All ${count} of them. \`holdfast explain CODE\` prints the page behind each code: what it means, what happens in production, a bad and a`,
    'good example. The severity is the usual one of the rule; a single finding may be milder or harder where the file tells more. How to',
    'run them, and how to say that something is meant so: [lint](lint.md). This page is made by `make docs`.',
  ].join('\n');
}

function line({ code, severity, title }: Row): string {
  return `| [${code}](../problems/${code}.md) | ${severity} | ${title.replaceAll('|', '\\|')} |`;
}

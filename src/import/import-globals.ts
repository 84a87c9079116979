import { asWritten } from '../engines/as-written.ts';
import type { HaproxyMeaning, Proxy, Section } from '../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../engines/haproxy/meaning/span-of.ts';
import { rawHaproxyFindings } from '../spec/raw-haproxy.ts';
import { type Draft, tell } from './draft.ts';

/** What the foundation decides: who HAProxy runs as, where its sockets are, how many connections it must take. */
const OURS = new Set(
  'user group uid gid chroot daemon pidfile nbproc master-worker maxconn stats log crt-base default-path quiet'.split(
    ' ',
  ),
);
/** Sections that a spec's raw lines may hold. */
const KEPT = new Set('userlist cache resolvers mailers http-errors ring fcgi-app'.split(' '));
const PROXIES = new Set('global defaults frontend backend listen'.split(' '));

/** The `global` section, sections that others refer to, the log and the error pages of `defaults`. */
export function importGlobals(draft: Draft, meaning: HaproxyMeaning): void {
  const lines: string[] = [];
  const hasHelper = draft.spec.wazuh !== undefined;
  for (const statement of meaning.globals.flatMap(({ statements }) => statements)) {
    if (OURS.has(statement.keyword)) continue;
    if (hasHelper && statement.keyword === 'hard-stop-after') {
      const message = `"${asWritten(statement)}" is the HAProxy helper's: it cuts all agents of an old process at one instant, and no manager needs a reload.`;
      tell(draft, 'import/replaced', spanOf(statement), message);
      continue;
    }
    const text = asWritten(statement);
    const [refusal] = rawHaproxyFindings(text);
    if (refusal === undefined && !statement.isConditional) {
      lines.push(text);
      tell(draft, 'import/kept-raw', spanOf(statement), `"${text}" stays as a raw line of the site.`);
    } else {
      const reason = refusal?.message ?? 'It stands between .if and .endif, which raw lines cannot hold.';
      tell(draft, 'import/left-out', spanOf(statement), `"${text}" is left out: ${reason}`);
    }
  }
  for (const section of meaning.sections) {
    if (PROXIES.has(section.kind)) continue;
    if (KEPT.has(section.kind)) lines.push(...keptSection(draft, section));
    else {
      const name = [section.kind, section.name].filter((word) => word !== undefined).join(' ');
      tell(
        draft,
        'import/left-out',
        spanOf(section.head),
        `Section "${name}" is left out: a spec has nothing of the kind.`,
      );
    }
  }
  if (lines.length > 0) draft.spec.raw.haproxy = lines.map((line) => `${line}\n`).join('');
  importLog(draft, meaning);
  importErrorPages(draft, meaning);
}

function keptSection(draft: Draft, section: Section): string[] {
  const head = asWritten(section.head);
  tell(
    draft,
    'import/kept-raw',
    spanOf(section.head),
    `Section "${head}" stays among the raw lines of the site.`,
  );
  return [head, ...section.statements.map((statement) => `    ${asWritten(statement)}`)];
}

/** The first `log` of `global`, where some proxy uses it. */
function importLog(draft: Draft, { globals, proxies }: HaproxyMeaning): void {
  const [first, ...more] = globals.flatMap((section) => section.byKeyword.get('log') ?? []);
  const isUsed = proxies.some((proxy) =>
    [proxy, ...proxy.defaults].some((section) => section.byKeyword.has('log')),
  );
  if (first === undefined || !isUsed) return;
  const [address = '', ...words] = first.args;
  const facility = words.find((word) =>
    /^(kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron2?|auth2|ftp|ntp|audit|alert|local[0-7])$/.test(
      word,
    ),
  );
  draft.spec.log =
    facility === undefined || facility === 'local0' ? address : { address, facility: facility as 'local1' };
  for (const statement of more) {
    tell(
      draft,
      'import/left-out',
      spanOf(statement),
      `"${asWritten(statement)}" is left out: a spec has one log.`,
    );
  }
}

function importErrorPages(draft: Draft, { proxies }: HaproxyMeaning): void {
  const sections = new Set(proxies.flatMap((proxy) => proxy.defaults));
  for (const statement of [...sections].flatMap((section) => section.byKeyword.get('errorfile') ?? [])) {
    const [status = '', file = ''] = statement.args;
    if (/^\/\S+$/.test(file)) draft.spec.errorPages[status] = file;
    else
      tell(
        draft,
        'import/left-out',
        spanOf(statement),
        `"${asWritten(statement)}" is left out: error pages need a whole path.`,
      );
  }
}

/** A proxy that only shows statistics becomes the site's page; true when it was one. */
export function takeStatsPage(draft: Draft, proxy: Proxy): boolean {
  const stats = proxy.byKeyword.get('stats') ?? [];
  const enable = stats.find(({ args }) => args[0] === 'enable' || args[0] === 'uri');
  if (enable === undefined || proxy.servers.length > 0 || proxy.byKeyword.has('default_backend'))
    return false;
  const port = proxy.binds.flatMap(({ addresses }) => addresses.flatMap(({ ports }) => ports?.[0] ?? []))[0];
  const auth = stats.find(({ args }) => args[0] === 'auth');
  if (port === undefined || draft.spec.stats !== undefined) return false;
  const [user = 'admin'] = auth?.args[1]?.split(':') ?? [];
  draft.spec.stats = { listen: port, user, password: { env: 'STATS_PASSWORD' } };
  const message = `The statistics page listens on each node's own addresses, never on a VIP, and asks for ${user} with the password in the variable STATS_PASSWORD of the foundation's environment.`;
  tell(draft, 'import/secret', spanOf(auth ?? enable), message);
  for (const statement of stats.filter(({ args }) => args[0] === 'admin')) {
    tell(
      draft,
      'import/left-out',
      spanOf(statement),
      `"${asWritten(statement)}" is left out: the page only shows.`,
    );
  }
  return true;
}

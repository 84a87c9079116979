import type { PageEvent, PageSite } from '../../src/node/page/page-site.ts';
import { foldEvents } from './events.ts';
import { failingServers } from './failing-servers.ts';
import { holdersAsSeen } from './holders-as-seen.ts';
import { spanWords } from './time-words.ts';

/** What to paste into a ticket: how it is, and what happened in the last half hour. Markdown, times in UTC. */
export function incidentNote(site: PageSite, events: readonly PageEvent[], nowMs: number): string {
  const { view, through } = site;
  const from = new Date(nowMs - 1_800_000).toISOString();
  const lines = [
    `## ${view?.site ?? 'site'}, ${utc(new Date(nowMs).toISOString())}`,
    '',
    `**${view?.sentence ?? 'nothing is seen'}**`,
    '',
    ...through.map(
      ({ service, target, ok, says, from: by }) =>
        `- ${service} through the VIP (${target}, from ${by}): ${ok === undefined ? 'not asked' : ok ? 'answers' : 'NO ANSWER'}, ${says}`,
    ),
    ...holdersAsSeen(site, nowMs).map(
      ({ vip, holder, says }) =>
        `- ${vip} is held by ${holder} (${says
          .map(
            ({ by, holder: own, ageMs }) =>
              `${by} says ${own}${ageMs === undefined ? '' : `, ${spanWords(ageMs)} old`}`,
          )
          .join('; ')})`,
    ),
    `- redundancy: ${view?.redundancy.level ?? 'unknown'}${(view?.redundancy.reasons ?? []).map((why) => `; ${why}`).join('')}`,
    ...failingServers(site).map(
      ({ pool, server, seen }) =>
        `- ${pool}/${server}: ${seen.map(({ node, state, lastCheck }) => `${node} sees it ${state} (${lastCheck})`).join('; ')}`,
    ),
    ...(view?.findings ?? []).map(({ code, node, message }) => `- ${code} (${node}): ${message}`),
    '',
    '| UTC | by | what |',
    '|---|---|---|',
    ...foldEvents(events.filter(({ at }) => at >= from)).map(
      ({ event, by }) =>
        `| ${utc(event.at).slice(11)} | ${by.join(', ')} | ${event.text.replace(/[|\n]/g, ' ')} |`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function utc(at: string): string {
  return at.replace('T', ' ').slice(0, 19);
}

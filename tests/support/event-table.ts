import { CHANGE_EVENTS } from '../../src/node/status/event-catalogue.ts';

/** The text of docs/concepts/events.md: every event of a site that changes, with its fields. */
export function eventTable(): string {
  const rows = Object.entries(CHANGE_EVENTS).map(([kind, { when, fields }]) => {
    const each = Object.entries(fields).map(([name, means]) => `\`${name}\`: ${means}`);
    return `| \`${kind}\` | ${when} | ${each.join('; ')} |`;
  });
  return [
    '# Events of a site',
    '',
    'Each node keeps a journal of what it saw ([node-state.md](node-state.md)); `holdfast events` reads it. An event has a number, a time in',
    'UTC, a kind, one sentence for people (`text`) and `fields` for programs. Kinds and fields stay as they are: alerts and decoders may rely',
    'on them; new ones may be added. An event is told once, when it happens, by every node that sees it; while nothing changes nothing is told,',
    'and a daemon that has just started tells nothing until something does. `node-state.md` has the events by which the journal tells about',
    'itself. This page is made by `make docs`.',
    '',
    '| kind | when | fields |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

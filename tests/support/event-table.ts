import { CHANGE_EVENTS } from '../../src/node/status/event-catalogue.ts';

/** Events that are told where they happen, by what they are about; for people, so that their fields are not promised. */
const DEEDS = [
  ['`daemon-started`, `daemon-stopped`', 'this node’s daemon'],
  [
    '`apply-checking`, `apply-applying`, `apply-unconfirmed`, `apply-kept`, `apply-undoing`, `apply-undone`, `apply-refused`, `apply-stuck`',
    'an apply or a rollback that this node coordinates comes to this [stage](apply.md)',
  ],
  [
    '`trial-started`, `trial-kept`, `trial-undone`, `trial-not-undone`, `trial-found`',
    'a release on trial on this node; found: the daemon had ended meanwhile',
  ],
  ['`catching-up`, `cannot-catch-up`', 'this node fetches what the others have accepted, or cannot'],
  [
    '`intent`, `intent-heard`, `intent-ended`, `intent-failed`',
    'an operator asked this node for something, or another one; its time is over; it is kept and could not be put in force',
  ],
  [
    '`edit-replaced`',
    'a wish of an operator brought the accepted files into force where somebody had changed one by hand; the changed text is in `former/`',
  ],
  ['`pool-emptied`', 'no server of a pool takes new sessions, because an operator wants it so'],
  ['`switchover`', 'an operator moves a VIP'],
  [
    '`healing`, `healing-failed`',
    'the daemon mends something [by itself](status.md#what-a-node-heals-by-itself)',
  ],
  [
    '`notify-failed`, `notify-recovered`, `notify-gave-up`',
    'a channel breaks, works again; a message was never delivered',
  ],
  [
    '`wazuh-api-away`, `wazuh-api-back`, `wazuh-wish-failed`',
    'the API of the Wazuh cluster cannot be asked, or answers again; a manager that was discovered could not be added, moved or removed',
  ],
  ['`refused`', 'connections or requests that were turned away, with their number'],
  [
    '`vrrp`, `vip-here`, `vip-gone`, `vip-removed`, `vip-not-removed`',
    'what Keepalived and the kernel say of a VIP on this node',
  ],
  [
    '`haproxy-serves`, `haproxy-healthy`, `haproxy-sick`, `haproxy-silent`, `haproxy-died`, `haproxy-killed`, the same of `nginx-`, `keepalived-died`, `keepalived-hung`',
    'the engines, as the foundation sees them',
  ],
  ['`foundation-lost`', 'the foundation does not answer'],
  ['`fault`, `bug`', 'the world, or Holdfast, failed at something'],
] as const;

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
    'and a daemon that has just started tells nothing of the site until something does. This page is made by `make docs`.',
    '',
    '## What changed in the site',
    '',
    '| kind | when | fields |',
    '|---|---|---|',
    ...rows,
    '',
    '## What was done, and what engines and foundation told',
    '',
    'The journal tells about itself in [events of its own](node-state.md#the-journal). Fields of these are for people who look closer.',
    '',
    '| kind | when |',
    '|---|---|',
    ...DEEDS.map(([kinds, when]) => `| ${kinds} | ${when} |`),
    '',
  ].join('\n');
}

import type { NotifyEvent, NotifySeverity } from '../../spec/notify-events.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { Moment } from './alert.ts';

/** Events that only this node's journal has, or that do not last; what lasts is seen in the view. */
const KINDS: Readonly<Record<string, readonly [NotifyEvent, NotifySeverity, string]>> = {
  applied: ['applied', 'info', ''],
  'apply-kept': ['applied', 'info', ''],
  'apply-failed': ['apply-failed', 'warning', 'The former release is in force; holdfast events says why.'],
  'apply-undone': ['apply-failed', 'warning', 'The former release is in force; holdfast events says why.'],
  'apply-stuck': ['apply-failed', 'critical', 'Look at holdfast status, and apply once more or roll back.'],
  'journal-broken': [
    'finding',
    'critical',
    'Compare the journal with a copy: somebody changed what was written.',
  ],
  'journal-lost': ['finding', 'warning', 'Look at the disk of the state directory: df -h.'],
  'notify-gave-up': ['finding', 'warning', 'Look at the channel: holdfast notify test.'],
};

/** undefined = nobody is told of it. */
export function eventMoment(site: string, node: string, event: JournalEvent): Moment | undefined {
  const known = Object.hasOwn(KINDS, event.kind) ? KINDS[event.kind] : undefined;
  if (known === undefined) return undefined;
  const [what, severity, remedy] = known;
  // Nodes that take part in the same apply write it down each for itself.
  const apply = event.fields['apply'] ?? event.fields['id'];
  const isOfSite = what !== 'finding';
  const about = isOfSite ? 'site' : `node/${node}`;
  return {
    key: `${site}/${about}/${isOfSite ? what : event.kind}`,
    event: what,
    severity,
    about,
    code: '',
    title: event.text,
    remedy,
    seenOn: [],
    teller: 'witness',
    what: typeof apply === 'string' ? `${event.kind} ${apply}` : `${event.kind} ${event.seq}`,
    atMs: Date.parse(event.at),
  };
}

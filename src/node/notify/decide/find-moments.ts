import type { NotifyEvent, NotifySeverity } from '../../../spec/notify-events.ts';
import type { JournalEvent } from '../../journal/record.ts';
import type { Moment } from './alert.ts';

interface Kind {
  readonly event: NotifyEvent;
  readonly severity: NotifySeverity;
  readonly remedy: string;
  /** Every node writes it down, or only the one that it happened on. */
  readonly teller: Moment['teller'];
  /** What it is about, and what makes two of them one. Default: this node, and each is another. */
  readonly of?: (fields: JournalEvent['fields']) => { readonly about: string; readonly what: string };
}

const ofSite: Kind['of'] = ({ apply, kind }) => ({ about: 'site', what: `${String(apply)} ${String(kind)}` });

/** Events that people are told of; what lasts is told as a finding. */
const KINDS: Readonly<Record<string, Kind>> = {
  'vip-moved': {
    event: 'vip-moved',
    severity: 'warning',
    remedy: 'holdfast events says what happened before.',
    teller: 'sender',
    of: ({ vip, from, to }) => ({ about: `vip/${String(vip)}`, what: `${String(from)} > ${String(to)}` }),
  },
  'guest-restarted': {
    event: 'finding',
    severity: 'warning',
    remedy: 'read its last words: holdfast logs.',
    teller: 'sender',
    of: ({ node, guest }) => ({ about: `guest/${String(node)}/${String(guest)}`, what: '' }),
  },
  'apply-kept': { event: 'applied', severity: 'info', remedy: '', teller: 'witness', of: ofSite },
  'apply-undone': {
    event: 'apply-failed',
    severity: 'warning',
    remedy: 'the former release is in force; holdfast events says why.',
    teller: 'witness',
    of: ofSite,
  },
  'apply-refused': { event: 'apply-failed', severity: 'info', remedy: '', teller: 'witness', of: ofSite },
  'healing-failed': {
    event: 'finding',
    severity: 'warning',
    remedy: 'look at holdfast drift.',
    teller: 'witness',
  },
  'journal-broken': {
    event: 'finding',
    severity: 'critical',
    remedy: 'compare the journal with a copy: somebody changed what was written.',
    teller: 'witness',
  },
  'journal-lost': {
    event: 'finding',
    severity: 'warning',
    remedy: 'look at the disk of the state directory: df -h.',
    teller: 'witness',
  },
  'notify-gave-up': {
    event: 'finding',
    severity: 'warning',
    remedy: 'see what the channel answers: holdfast notify test.',
    teller: 'witness',
  },
};

/** undefined = nobody is told of it. */
export function findMoment(site: string, node: string, event: JournalEvent): Moment | undefined {
  const kind = Object.hasOwn(KINDS, event.kind) ? KINDS[event.kind] : undefined;
  if (kind === undefined) return undefined;
  const { about, what } = kind.of?.(event.fields) ?? { about: `node/${node}`, what: String(event.seq) };
  // An apply that a person took back did what it was told.
  const isWish = event.kind === 'apply-undone' && event.fields['code'] === undefined;
  return {
    key: `${site}/${about}/${isWish ? 'apply-kept' : event.kind}`,
    event: isWish ? 'applied' : kind.event,
    severity: isWish ? 'info' : kind.severity,
    about,
    code: '',
    title: `${event.kind === 'vip-moved' ? 'VIP ' : ''}${event.text.replace(/\.$/, '')}`,
    remedy: kind.remedy,
    seenOn: [],
    teller: kind.teller,
    what,
    atMs: Date.parse(event.at),
  };
}

/**
 * What changed in a site, as events of the journal: kind → when it is told, and its fields. Kinds and fields are stable:
 * people's alerts and decoders rely on them. docs/concepts/events.md is this table.
 */
export const CHANGE_EVENTS = {
  'verdict-changed': {
    when: 'the one word about the site is another one',
    fields: { from: 'verdict before', to: 'verdict now' },
  },
  'vip-moved': {
    when: 'another node holds a VIP than the one that was known to hold it last',
    fields: {
      vip: 'name',
      from: 'former holder',
      to: 'holder',
      since: 'when it got it; null = nobody saw it',
    },
  },
  'vip-held': {
    when: 'a VIP that nobody held, or several nodes, has one holder again; also when one is seen for the first time',
    fields: { vip: 'name', to: 'holder', since: 'when it got it; null = nobody saw it' },
  },
  'vip-no-holder': {
    when: 'every node was seen without the VIP',
    fields: { vip: 'name', from: 'former holder, or null' },
  },
  'vip-two-holders': {
    when: 'several nodes have the VIP at once',
    fields: { vip: 'name', nodes: 'the holders' },
  },
  'server-down': {
    when: 'the first node sees a server down',
    fields: { pool: 'name', server: 'name', nodes: 'who sees it', check: 'the last check' },
  },
  'server-up': {
    when: 'no node sees the server down any more',
    fields: { pool: 'name', server: 'name', nodes: 'who sees it up' },
  },
  'servers-down': {
    when: 'more than ten servers of a pool go down at once; instead of as many events',
    fields: { pool: 'name', servers: 'names', nodes: 'who sees it' },
  },
  'servers-up': {
    when: 'more than ten servers of a pool come back at once',
    fields: { pool: 'name', servers: 'names', nodes: 'who sees it' },
  },
  'redundancy-lost': {
    when: 'redundancy got worse',
    fields: { from: 'level before', to: 'level now', reasons: 'why it is not full' },
  },
  'redundancy-full': { when: 'redundancy is full', fields: { from: 'level before' } },
  'peer-lost': {
    when: 'nothing new was heard of a node for 5 s',
    fields: { node: 'name', why: 'the reason' },
  },
  'peer-back': { when: 'a node is heard again', fields: { node: 'name' } },
  'release-changed': {
    when: 'a node has another revision in force, or one on trial',
    fields: { node: 'name', from: 'revision before', to: 'revision now', trial: 'true while it is on trial' },
  },
  'guest-restarted': {
    when: 'an engine ended by itself and was started again',
    fields: { node: 'name', guest: 'haproxy, nginx or keepalived', count: 'times since it was last seen' },
  },
  'foundation-restarted': {
    when: 'a node has a new foundation process',
    fields: { node: 'name', pid: 'its number' },
  },
  'balance-begun': {
    when: 'the node that decides about a pool begins to spread its sessions',
    fields: {
      pool: 'name',
      run: 'its id',
      who: 'who asked for it; `holdfast` = the pool’s mode is on',
      by: '`wazuh-api` or `sessions`',
      of: 'sessions that move',
      before: 'sessions by server',
      predicted: 'the same, afterwards',
    },
  },
  'balance-means': {
    when: 'the Wazuh API moves no agents any more, and idle sessions are cut instead',
    fields: { pool: 'name', run: 'its id', by: '`sessions`' },
  },
  'balance-ended': {
    when: 'that has ended',
    fields: {
      pool: 'name',
      run: 'its id',
      who: 'who asked for it',
      how: '`balanced` or `stopped`',
      by: 'how sessions were moved at last',
      moved: 'sessions',
      of: 'sessions of the plan',
      tookMs: 'milliseconds',
    },
  },
  'dead-sessions-closed': {
    when: 'a node has closed the sessions of a server that is down, because others are up',
    fields: { pool: 'name', server: 'name', sessions: 'how many' },
  },
  'checks-changed': {
    when: 'a node takes servers out of nginx, or back in, because its own checks say so',
    fields: { node: 'which' },
  },
  'finding-new': {
    when: 'something needs a person',
    fields: {
      code: 'with a page behind it',
      about: 'subject',
      node: 'who found it',
      severity: 'critical or warning',
    },
  },
  'finding-gone': {
    when: 'it does not any more',
    fields: { code: 'the same', about: 'subject', node: 'who had found it' },
  },
} as const satisfies Readonly<Record<string, { when: string; fields: Readonly<Record<string, string>> }>>;

export type ChangeKind = keyof typeof CHANGE_EVENTS;

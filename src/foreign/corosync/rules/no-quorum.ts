import type { Rule } from '../../../base/rule.ts';
import { findSetting, sectionsAt } from '../grammar/find-setting.ts';
import type { CorosyncSubject } from './subject.ts';

export const noQuorum: Rule<CorosyncSubject> = {
  code: 'corosync/no-quorum',
  severity: 'warning',
  title: 'Nobody counts votes: no quorum provider',
  why: 'Without votequorum no part of a cluster that is torn apart learns that it is the smaller one, so nothing stops two owners of the VIP or the disk.',
  source: 'corosync.conf(5), quorum: provider; votequorum(5)',
  find({ corosync }) {
    const [totem] = sectionsAt(corosync, 'totem');
    const nodes = sectionsAt(corosync, 'nodelist/node').length;
    // A file without totem is a part of one, and a lone node has nobody to be torn from.
    if (totem === undefined || nodes < 2 || findSetting(corosync, 'quorum/provider') !== undefined) return [];
    return [
      {
        at: (sectionsAt(corosync, 'quorum')[0] ?? totem).at,
        message: `No quorum provider is set for these ${nodes} nodes: when the link between them breaks, no part learns that it is the smaller one.`,
        remedy: 'set provider: corosync_votequorum in quorum { }.',
      },
    ];
  },
};

import type { Channel } from '../../site/channel.ts';
import type { Notice } from './decide/alert.ts';

/** What `holdfast notify test` sends, with an id each. Where messages open something, the second one closes it. */
export function testNotices(
  channel: Channel,
  site: string,
  node: string,
  nowMs: number,
): readonly [string, Notice][] {
  const notice = (state: 'firing' | 'resolved'): [string, Notice] => [
    `${site}-${node}-test-${nowMs.toString(36)}-${state}`,
    {
      channel: channel.name,
      site,
      node,
      atMs: nowMs,
      alerts: [
        {
          key: `${site}/node/${node}/test`,
          event: 'finding',
          severity: 'info',
          about: `node/${node}`,
          code: '',
          title: `This is a test of channel ${channel.name}: nothing is wrong`,
          remedy: '',
          seenOn: [],
          teller: 'witness',
          state,
          moment: true,
          flapping: false,
          again: false,
          startedMs: nowMs,
          endedMs: state === 'resolved' ? nowMs : undefined,
        },
      ],
    },
  ];
  const opens = channel.to.kind === 'pagerduty' || channel.to.kind === 'webhook';
  return opens ? [notice('firing'), notice('resolved')] : [notice('firing')];
}

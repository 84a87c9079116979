import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedMeaning, SyncGroup, VrrpInstance } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

/** Programs that a VIP is for; a file that speaks of one means its service, and not routing alone. */
const SERVICES =
  /haproxy|nginx|apache|httpd|varnish|traefik|envoy|patroni|postgres|mysql|mariadb|redis|squid|kube/i;

export const nothingTracked: Rule<KeepalivedSubject> = {
  code: 'keepalived/nothing-tracked',
  severity: 'info',
  title: 'VIP does not follow its service',
  why: 'Without a track the VIP moves only when the whole node is lost: a service that dies keeps its address, and clients are refused.',
  source:
    'keepalived.conf(5), track_script and track_file; measured: a dead HAProxy with such a pair was an outage until somebody came',
  find: ({ keepalived }) => {
    if (keepalived.isPartial || keepalived.virtualServers.length > 0) return [];
    const groups = new Map(keepalived.syncGroups.map((group) => [group.name, group]));
    // Where another instance has the check of the service, this one may be for something else.
    const isElsewhere = keepalived.instances.some(({ tracks }) =>
      tracks.some(({ kind }) => kind !== 'interface'),
    );
    return keepalived.instances.flatMap((instance): readonly Finding[] => {
      if (instance.name === '') return [];
      const group = groups.get(instance.syncGroup ?? '');
      const own: readonly (VrrpInstance | SyncGroup)[] = group === undefined ? [instance] : [instance, group];
      const isTracked = own.some((block) => block.tracks.some(({ kind }) => kind !== 'interface'));
      if (isTracked || own.some((block) => block.unknown.some((keyword) => /^(?:track_|\*)/.test(keyword))))
        return [];
      const service = isElsewhere ? undefined : serviceIn(keepalived);
      const of = service === undefined ? 'a service' : `its service (the file speaks of ${service})`;
      return [
        {
          at: instance.at,
          message: `${instance.name} tracks no script, file or process: the VIP stays on this node when ${of} dies or hangs, and moves only when the node itself is lost.`,
          remedy: 'define a vrrp_script that asks the service on this node, and name it under track_script.',
          ...(service === undefined ? {} : { severity: 'warning' as const }),
        },
      ];
    });
  },
};

function serviceIn({ sources }: KeepalivedMeaning): string | undefined {
  const token = sources
    .flatMap(({ tokens }) => tokens)
    .find(({ raw, kind }) => (kind === 'word' || kind === 'comment') && SERVICES.test(raw));
  return token === undefined ? undefined : SERVICES.exec(token.raw)?.[0].toLowerCase();
}

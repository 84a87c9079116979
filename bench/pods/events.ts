import { setTimeout as pause } from 'node:timers/promises';
import { containerOf, type Design, folderOf, makeAnew, SERVICES, startWhatIsDown } from './designs.ts';
import { type Ground, HOSTS, type Host } from './ground.ts';

/** Something that happens to the node that holds the VIP. */
export interface PodEvent {
  readonly name: string;
  readonly lookOnMs: number;
  /** Designs that have no such thing. */
  readonly notFor: readonly Design[];
  /** Done before, unmeasured. */
  prepare?(ground: Ground): Promise<unknown>;
  happen(ground: Ground, host: Host, design: Design): Promise<unknown>;
}

const docker = (ground: Ground, host: Host, ...args: readonly string[]): Promise<string> =>
  ground.must(host, ['/usr/bin/docker', ...args]);

const ended = (ground: Ground, host: Host, service: string): Promise<string> =>
  ground.must(host, [
    'sh',
    '-c',
    `kill -9 $(/usr/bin/docker inspect -f '{{.State.Pid}}' ${containerOf(host, service)})`,
  ]);

export const EVENTS: readonly PodEvent[] = [
  {
    name: 'engine container restarted',
    lookOnMs: 6_000,
    notFor: [],
    happen: (ground, host, design) =>
      docker(ground, host, 'restart', '-t', '15', containerOf(host, SERVICES[design].engine)),
  },
  {
    name: 'engine killed',
    lookOnMs: 6_000,
    notFor: [],
    happen: (ground, host, design) =>
      design === 'one'
        ? docker(ground, host, 'exec', containerOf(host, 'lb-node'), 'pkill', '-9', 'haproxy')
        : ended(ground, host, SERVICES[design].engine),
  },
  {
    name: 'engine upgraded (up -d --force-recreate --no-deps)',
    lookOnMs: 6_000,
    notFor: [],
    happen: (ground, host, design) =>
      ground.compose(
        host,
        folderOf(ground, host),
        ...['up', '-d', '--force-recreate', '--no-deps', '-t', '15', SERVICES[design].engine],
      ),
  },
  {
    name: 'engines of both nodes restarted, one after the other',
    lookOnMs: 12_000,
    notFor: [],
    happen: async (ground, host, design) => {
      const { engine } = SERVICES[design];
      await docker(ground, host, 'restart', '-t', '15', containerOf(host, engine));
      // Until the first has settled, as whoever updates a pair waits.
      await pause(8_000);
      const other = host === 'h1' ? 'h2' : 'h1';
      await docker(ground, other, 'restart', '-t', '15', containerOf(other, engine));
    },
  },
  {
    name: 'foundation killed',
    lookOnMs: 4_000,
    notFor: ['flawed', 'fixed', 'members'],
    happen: (ground, host) =>
      docker(
        ground,
        host,
        'exec',
        containerOf(host, 'lb-node'),
        'pkill',
        '-9',
        '-f',
        'foundation.mjs --run-dir',
      ),
  },
  {
    name: 'pause restarted',
    lookOnMs: 8_000,
    notFor: ['flawed'],
    happen: (ground, host, design) =>
      docker(ground, host, 'restart', '-t', '15', containerOf(host, SERVICES[design].holder)),
  },
  {
    name: 'pause killed',
    lookOnMs: 8_000,
    notFor: ['flawed'],
    happen: (ground, host, design) => ended(ground, host, SERVICES[design].holder),
  },
  {
    name: 'dockerd restarted, live-restore off',
    lookOnMs: 8_000,
    notFor: ['flawed'],
    prepare: makeAnew,
    happen: async (ground, host, design) => {
      await ground.stopDocker(host);
      await ground.startDocker(host);
      if (design === 'members') await startWhatIsDown(ground, host);
    },
  },
  {
    name: 'dockerd killed',
    lookOnMs: 10_000,
    notFor: ['flawed'],
    prepare: makeAnew,
    happen: async (ground, host, design) => {
      await ground.killDocker(host);
      await ground.startDocker(host);
      if (design === 'members') await startWhatIsDown(ground, host);
    },
  },
  {
    name: 'dockerd restarted, live-restore on',
    lookOnMs: 6_000,
    notFor: ['flawed'],
    prepare: async (ground) => {
      for (const host of HOSTS) {
        await ground.stopDocker(host);
        await ground.startDocker(host, '--live-restore');
      }
      await makeAnew(ground);
    },
    happen: async (ground, host) => {
      await ground.stopDocker(host);
      await ground.startDocker(host, '--live-restore');
    },
  },
];

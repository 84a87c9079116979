import { readFileSync } from 'node:fs';
import { linkFlap } from '../../src/drill/faults/link-flap.ts';
import { nodeLoss } from '../../src/drill/faults/node-loss.ts';
import { serverCrash } from '../../src/drill/faults/server-crash.ts';
import { signalAll } from '../../src/drill/processes.ts';
import type { Scene } from '../../src/drill/scene.ts';
import { NODE_SCRIPT } from './usual-lab.ts';

/** A drill's fault, done to the usual pair. */
export interface UsualFault {
  inject(scene: Scene): Promise<void>;
  /** Long enough for the usual pair to notice by itself, if it ever does; milliseconds. */
  readonly lookOnMs: number;
}

const RELOADS = 20;
const EVERY_MS = 125;

/** By the drill's names, in the order in which they are done. */
export const USUAL_FAULTS: Readonly<Record<string, UsualFault>> = {
  'haproxy-crash': {
    async inject(scene) {
      scene.undoBy('start HAProxy', () => start(scene, 'haproxy'));
      await scene.kill([pidIn(scene, 'haproxy.pid')]);
    },
    lookOnMs: 11_000,
  },
  'haproxy-freeze': {
    async inject(scene) {
      const pid = pidIn(scene, 'haproxy.pid');
      scene.undoBy('let HAProxy go on', () => signalAll([pid], 'SIGCONT'));
      await scene.act(() => signalAll([pid], 'SIGSTOP'));
    },
    lookOnMs: 12_000,
  },
  'haproxy-reload': {
    async inject(scene) {
      const startedAt = performance.now();
      for (let done = 0; done < RELOADS; done += 1) {
        await scene.pause(Math.max(0, startedAt + done * EVERY_MS - performance.now()));
        await scene.act(() => start(scene, 'reload'));
      }
    },
    lookOnMs: 1_500,
  },
  'keepalived-crash': {
    async inject(scene) {
      scene.undoBy('start Keepalived', () => start(scene, 'keepalived'));
      await scene.kill([pidIn(scene, 'keepalived.pid'), pidIn(scene, 'vrrp.pid')]);
    },
    lookOnMs: 8_000,
  },
  'node-loss': { inject: nodeLoss.inject, lookOnMs: 6_000 },
  'link-flap': { inject: linkFlap.inject, lookOnMs: 7_000 },
  switchover: {
    /** What people do: stop Keepalived on the holder. */
    async inject(scene) {
      scene.undoBy('start Keepalived', () => start(scene, 'keepalived'));
      await scene.act(() => signalAll([pidIn(scene, 'keepalived.pid')], 'SIGTERM'));
    },
    lookOnMs: 4_000,
  },
  'server-crash': { inject: serverCrash.inject, lookOnMs: 6_000 },
};

/** A number from a pid file on the holder. */
export function pidIn(scene: Pick<Scene, 'ground' | 'holder'>, file: string): number {
  return Number(readFileSync(`${scene.ground.lab.dir}/${scene.holder}/${file}`, 'utf8'));
}

function start(scene: Scene, what: 'haproxy' | 'reload' | 'keepalived'): Promise<string> {
  const { holder } = scene;
  return scene.run(['sh', NODE_SCRIPT, what, `${scene.ground.lab.dir}/${holder}`], holder);
}

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AdvertsSeen } from '../../src/node/vrrp/adverts-seen.ts';
import type { HeardAdverts } from '../see/adverts.ts';
import { apiOf, ask } from './ask.ts';
import { about } from './link.ts';

/** Node → what its Keepalived told last. */
export const adverts = signal<Readonly<Record<string, HeardAdverts>>>({});

const EVERY_MS = 1_000;

/** Asks every node that this page reaches, once a second while the view is open, and not otherwise. */
export function useAdverts(): void {
  const nodes = about.value?.nodes.join(' ') ?? '';
  useEffect(() => {
    const look = () => {
      if (document.hidden) return;
      for (const node of nodes.split(' ').filter((name) => name !== '')) {
        void ask<AdvertsSeen>(`${apiOf(node)}/adverts`)
          .catch((error: unknown) => ({ atMs: 0, instances: [], why: (error as Error).message }))
          .then((seen) => (adverts.value = { ...adverts.value, [node]: { seen, gotAtMs: Date.now() } }));
      }
    };
    look();
    const timer = setInterval(look, EVERY_MS);
    return () => clearInterval(timer);
  }, [nodes]);
}

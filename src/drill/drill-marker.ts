import { rmSync, writeFileSync } from 'node:fs';
import type { Ground } from './ground.ts';

/**
 * Tells the daemon of each node that a drill is on, for `forMs` at most: they spread no sessions meanwhile. Returns how to
 * take it back.
 */
export function markDrill(ground: Ground, name: string, forMs: number): () => void {
  const files = ground.nodes.map((node) => ground.runFile(node, 'drill'));
  const text = JSON.stringify({ name, untilMs: Date.now() + forMs });
  for (const file of files) writeFileSync(file, text, { mode: 0o600 });
  return () => {
    for (const file of files) rmSync(file, { force: true });
  };
}

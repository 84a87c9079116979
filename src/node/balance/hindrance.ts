import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { inForce, pauseOf } from '../intents/in-force.ts';
import type { Intents } from '../intents/intent.ts';

export interface HindranceFacts {
  readonly node: string;
  readonly runDir: string;
  readonly intents: Intents;
  /** An apply is on, or a release on trial, on this node or on one that is heard. */
  readonly isBusy: boolean;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** Why no session may be moved on this node now, in a few words; undefined = it may. */
export async function hindranceOf(facts: HindranceFacts): Promise<string | undefined> {
  const pause = pauseOf(inForce(facts.intents, facts.nowMs), facts.node);
  if (pause !== undefined)
    return `${pause.who} has paused ${pause.wish.kind === 'pause' && pause.wish.node === null ? 'the site' : facts.node}`;
  if (facts.isBusy) return 'an apply is on';
  const drill = await readDrill(facts.runDir);
  return drill !== undefined && drill.untilMs > facts.nowMs ? `the drill ${drill.name} is on` : undefined;
}

/** What a drill has left there says itself until when it counts: one that was killed hinders nobody for ever. */
async function readDrill(
  runDir: string,
): Promise<{ readonly name: string; readonly untilMs: number } | undefined> {
  try {
    const told: unknown = JSON.parse(await readFile(join(runDir, RUN_FILES.drill), 'utf8'));
    if (typeof told !== 'object' || told === null) return undefined;
    const { name, untilMs } = told as Record<string, unknown>;
    return typeof name === 'string' && typeof untilMs === 'number' ? { name, untilMs } : undefined;
  } catch {
    return undefined;
  }
}

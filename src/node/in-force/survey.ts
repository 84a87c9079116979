import { join } from 'node:path';
import type { SecretLookup } from '../../release/fill-secrets.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import { decideWay, type ForceOrder, type Way } from './decide-way.ts';
import type { Forced } from './forced.ts';
import { type HaproxyLook, lookOrWhy } from './look-at-haproxy.ts';
import { fillTexts, type NodeFiles, type NodeTexts, readTexts } from './node-texts.ts';
import { wasInterrupted } from './telling.ts';
import { stayingWords } from './way-words.ts';

/** One node's run directory, and where its secrets come from. */
export interface Ground {
  readonly runDir: string;
  readonly lookUp: SecretLookup;
}

/** A change of one node, decided and not begun. */
export interface Survey {
  readonly wanted: NodeTexts;
  /** undefined = nothing was in force yet. */
  readonly inForce: NodeTexts | undefined;
  /** The running HAProxy, or why it cannot be asked. */
  readonly look: HaproxyLook | string;
  readonly way: Way;
  close(): void;
}

/** Everything is read once, then decided. @throws Fault of a secret */
export async function survey(
  { runDir, lookUp }: Ground,
  files: NodeFiles,
  order: ForceOrder,
): Promise<Survey> {
  const wanted = fillTexts(files, lookUp);
  const inForce = await readTexts(join(runDir, RUN_FILES.active));
  const isInterrupted = inForce !== undefined && (await wasInterrupted(runDir, inForce['haproxy.cfg']));
  const look = await lookOrWhy(runDir);
  const running = typeof look === 'string' ? look : look.live;
  const close = () => (typeof look === 'string' ? undefined : look.cli.close());
  const way = decideWay({ order, wanted, inForce, running, isInterrupted });
  return { wanted, inForce, look, way, close };
}

/** What putting the files in force would come to; nothing is changed. @throws Fault of a secret */
export async function forecastForce(
  ground: Ground,
  files: NodeFiles,
  order: ForceOrder,
): Promise<Pick<Forced, 'how' | 'sessionsCut' | 'notes'>> {
  const { way, look, inForce, close } = await survey(ground, files, order);
  close();
  const { how, notes, steps } = way;
  if (typeof look === 'string') return { how, notes, sessionsCut: 0 };
  const cut = new Set(
    steps.flatMap((step) =>
      step.kind === 'empty' && step.closeSessions ? [`${step.pool}/${step.server}`] : [],
    ),
  );
  const ending = look.live.servers.filter(({ pool, server }) => cut.has(`${pool}/${server}`));
  return {
    how,
    notes: how === 'reload' ? [...notes, ...stayingWords(look.sessions, inForce)] : notes,
    sessionsCut: ending.reduce((sum, { sessions }) => sum + sessions, 0),
  };
}

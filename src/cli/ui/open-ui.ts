import type { Lab } from '../../lab/lab.ts';
import { lookFromClient } from '../../lab/look-from-client.ts';
import { lintSpecText } from '../../lint/lint-spec-text.ts';
import type { NodeDoor } from '../../node/api/node-door.ts';
import type { NodeService } from '../../node/api/node-service.ts';
import { lookThrough } from '../../node/page/look-through.ts';
import { readPageFiles } from '../../node/page/page-files.ts';
import type { PageFinding } from '../../node/page/page-site.ts';
import { type RunningUi, serveUi } from '../../node/page/serve-ui.ts';
import { SiteFeed } from '../../node/page/site-feed.ts';
import { readSite } from '../../site/read-site.ts';
import { siteWordsOf } from '../at-site.ts';
import { endOld, playNew } from '../change/play-in-lab.ts';
import { contextOf } from '../lint-context-options.ts';
import { DEFAULT_SPEC_FILE, readSpecBytes } from '../load-site.ts';
import { documentedCodes } from '../problem-pages.ts';
import { say } from '../say.ts';
import type { SiteDoors } from '../site-doors.ts';
import { version } from '../version.ts';
import { labDrills } from './lab-drills.ts';
import type { UiCommandOptions } from './ui.ts';

/** The dashboard of a site whose doors are open. Its end ends all that it began. */
export async function openUi(site: SiteDoors, options: UiCommandOptions, who: string): Promise<RunningUi> {
  const { lab } = site;
  const services = site.all().map(({ node, door }) => ({ node, door, service: playing(lab, door) }));
  const fromClient = lab && lookFromClient(lab);
  const feed = new SiteFeed({
    doors: () => services.map(({ node, door, service }) => ({ node, where: door.where, service })),
    through: fromClient ?? { from: 'this machine', ask: lookThrough },
    onBug: (error) => say(`A mistake in the dashboard: ${String(error)}`),
  });
  const drills = lab && labDrills(lab);
  const file = options.file ?? lab?.specFile ?? DEFAULT_SPEC_FILE;
  const ui = await serveUi({
    services,
    page: {
      feed,
      files: readPageFiles(),
      about: {
        version: version(),
        lab: lab?.name,
        siteWords: siteWordsOf(options),
        specFile: file,
        mayLint: true,
        nodes: site.nodes,
        api: Object.fromEntries(site.nodes.map((node) => [node, `/nodes/${node}`])),
      },
      spec: async () => ({ file, text: new TextDecoder().decode(readSpecBytes(file)) }),
      lint: lintForPage,
      ...(drills === undefined ? {} : { drills }),
    },
    ...(options.operator === true ? { operator: who } : {}),
    port: options.port,
    onRefused: ({ words, from, times }) =>
      say(`Refused: ${words} (${from})${times > 1 ? `, ${times} times` : ''}`),
    onBug: (error, asked) => say(`A mistake in the dashboard at ${asked}: ${String(error)}`),
  });
  return {
    ...ui,
    close: async () => {
      drills?.stop();
      await ui.close();
      fromClient?.close();
    },
  };
}

function lintForPage(spec: string, path: string): readonly PageFinding[] {
  const { findings } = lintSpecText(Buffer.from(spec), path, contextOf({}), documentedCodes());
  return findings.map(({ problem, rule }) => ({ ...problem, why: rule?.why, source: rule?.source }));
}

/** In a lab the servers of a spec are played: new ones before it is in force, old ones until it is. */
function playing(lab: Lab | undefined, door: NodeDoor): NodeService {
  if (lab === undefined) return door;
  const apply: NodeService['apply'] = async (order, who, ifMatch) => {
    const { site } = readSite(Buffer.from(order.spec), order.file);
    // A spec with errors is refused by the daemon, with its reasons.
    if (site !== undefined) await playNew(lab, site);
    const begun = await door.apply(order, who, ifMatch);
    void endWhenDone(lab, door, order.file).catch((error: unknown) => say(String(error)));
    return begun;
  };
  return new Proxy(door, {
    get: (target, key) => {
      if (key === 'apply') return apply;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}

async function endWhenDone(lab: Lab, door: NodeDoor, file: string): Promise<void> {
  const { ENDED_STAGES } = await import('../../node/apply/apply-progress.ts');
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const progress = await door.progress().catch(() => undefined);
    if (progress === undefined || ENDED_STAGES.includes(progress.stage)) break;
  }
  await endOld(lab, door, file);
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../../base/fault.ts';
import { RUN_FILES } from '../../release/foundation-config.ts';
import type { ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import { ApiCounters } from '../api/api-counters.ts';
import { openTlsDoor } from '../api/door/open-tls-door.ts';
import { type Api, serveApi } from '../api/serve-api.ts';
import type { ApplyPorts } from '../apply/apply-ports.ts';
import { ENDED_STAGES } from '../apply/apply-progress.ts';
import { CatchUp } from '../apply/catch-up.ts';
import { Coordinator } from '../apply/coordinator.ts';
import { applyRecordSchema, trialRecordSchema } from '../apply/records.ts';
import { storedRecord } from '../apply/stored-record.ts';
import { Trials } from '../apply/trials.ts';
import type { HealStep } from '../heal/heal-step.ts';
import type { Forced } from '../in-force/forced.ts';
import { openInForce } from '../in-force/open-in-force.ts';
import { openJournal } from '../journal/open-journal.ts';
import { standingOf } from '../journal/standing-of.ts';
import { openMetrics } from '../metrics/open-metrics.ts';
import { followFoundation } from '../observe/follow-foundation.ts';
import { switchover } from '../operate/switchover.ts';
import { TemporaryBonus } from '../operate/temporary-bonus.ts';
import { tlsOptionsOf, tlsPathsIn } from '../pki/tls-options.ts';
import { openState } from '../state/open-state.ts';
import { recallHolders } from '../status/holder-memory.ts';
import type { NodeRelease } from '../status/node-observation.ts';
import { readOwnCertificate, readServiceCertificates } from './certificates.ts';
import { compileSpec } from './compile-spec.ts';
import { CurrentSite } from './current-site.ts';
import { FileStandings } from './file-standings.ts';
import { filesForNode } from './files-for-node.ts';
import { beginWith } from './first-start.ts';
import { noSite } from './no-site.ts';
import { NodeDaemon } from './node-daemon.ts';
import { type NodeOptions, targetOf } from './node-options.ts';
import { Peers } from './peers.ts';
import { SiteLook } from './site-look.ts';
import { teller } from './tell.ts';
import { tellFoundation } from './tell-foundation.ts';
import { Watch } from './watch.ts';
import { Wishes } from './wishes.ts';

/** The slower beat: statistics, and what no event tells of. */
const BEAT_MS = 2_000;
/** How often peers are asked, and trials looked after. */
const PEER_BEAT_MS = 1_000;
/** Certificates change once in months. */
const SLOW_BEAT_MS = 60_000;
/** What is remembered of the past at a start. */
const RECALLED_EVENTS = 5_000;

export interface RunningNode {
  /** Ends the daemon; engines, VIPs and foundation do not notice. */
  stop(): Promise<void>;
}

/**
 * Runs a node's daemon in this process.
 * @param log one line, without its end
 * @throws Fault `node/no-spec`, `node/wrong-node`, `node/state-in-use`, `node/socket-in-use`, `node/cannot-listen`, `pki/…`
 */
export async function runNode(
  options: NodeOptions,
  version: string,
  log: (line: string) => void,
): Promise<RunningNode> {
  const { node, runDir, stateDir, pkiDir, specFile } = options;
  const target = targetOf(options);
  const now = Date.now;
  const state = await openState(stateDir);
  const journal = await openJournal(join(stateDir, 'journal'));
  const tell = teller(journal, log, process.env['HOLDFAST_LOG_FORMAT'] === 'json');
  await beginWith(state, specFile, target);
  const current = new CurrentSite(state, node, target);
  await current.load();
  if (current.site !== undefined) requireMember(current.site, node);

  const inForce = openInForce({ runDir });
  const filesFor = (site: Site): readonly ReleaseFile[] =>
    filesForNode(site, state.intents, node, target, now()) ?? [];
  const tlsPaths = pkiDir === undefined ? undefined : tlsPathsIn(pkiDir);
  const tls = tlsPaths === undefined ? undefined : tlsOptionsOf(tlsPaths);
  let catchUp: CatchUp | undefined;
  const peers = new Peers({
    node,
    open:
      tls &&
      ((peer, port) =>
        openTlsDoor({ node: peer.name, host: peer.interfaces[0]?.addresses[0]?.address ?? '', port, tls })),
    now,
    onHeard: ({ intents }) => {
      if (JSON.stringify(intents) !== JSON.stringify(state.intents))
        void wishes.merge(intents).catch(ignoreFault);
    },
  });
  if (current.site !== undefined) peers.setSite(current.site);

  const ports: ApplyPorts = {
    node,
    state,
    journal,
    trialRecord: storedRecord(join(stateDir, 'trial.json'), trialRecordSchema),
    applyRecord: storedRecord(join(stateDir, 'apply.json'), applyRecordSchema),
    compile: (spec, file, routerIds) => {
      const compiled = compileSpec(spec, file, routerIds, target);
      return 'release' in compiled ? compiled : compiled.problems;
    },
    filesFor,
    inForce: {
      putInForce: (files) => inForce.putInForce(files),
      validate: (files, site) => inForce.validate(files, site),
      forecast: (files) => inForce.forecast(files),
      filesInForce: () => inForce.filesInForce(current.files(now()) ?? []),
    },
    peers: (site) => (site === undefined ? peers.doors : peers.doorsWith(site)),
    observation: async () => {
      await watch.look();
      return await watch.observation();
    },
    clock: { now, elapsed: () => performance.now(), sleep: (ms) => pause(ms) },
    newId: () => randomBytes(6).toString('hex'),
  };
  const trials = new Trials(ports);
  const coordinator = new Coordinator(ports, trials, () => poke());
  catchUp = new CatchUp(ports, trials);
  const bonus = new TemporaryBonus((vip, value) => tellFoundation(runDir, { do: 'bonus', vip, value }));

  const isBusy = () => {
    const stage = coordinator.progress?.stage;
    return trials.order !== undefined || (stage !== undefined && !ENDED_STAGES.includes(stage));
  };
  const bringAbout = async (): Promise<Forced | undefined> => {
    const files = current.files(now());
    if (files === undefined || isBusy()) return undefined;
    return await inForce.putInForce(files);
  };
  const wishes = new Wishes({ node, state, current, peers: () => peers.doors, bringAbout, tell, now });
  const standings = new FileStandings(runDir);
  let certificate = pkiDir === undefined ? undefined : readOwnCertificate(pkiDir);
  let serviceCertificates = readServiceCertificates(current.site);
  const heal = async (step: HealStep): Promise<void> => {
    try {
      if (step.kind === 'reset-bonus') await bonus.set(step.vip, null);
      else if (step.kind === 'heal-runtime') await inForce.healRuntime();
      else await bringAbout();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      tell({ kind: 'healing-failed', text: error.message, fields: { code: error.code, step: step.kind } });
    }
  };
  const watch = new Watch({
    node,
    runDir,
    daemon: { pid: process.pid, startedAt: new Date(now()).toISOString(), version },
    state,
    current,
    tell,
    now,
    words: () => peers.words,
    apply: () => coordinator.progress,
    trial: () => trials.trial,
    certificate: () => certificate,
    serviceCertificates: () => serviceCertificates,
    troubles: () => [
      ...state.troubles,
      ...[journal.trouble, current.trouble, trials.trouble].filter((fault) => fault !== undefined),
      ...(catchUp?.findings ?? []),
    ],
    files: async () => standings.see(current.files(now()) ?? []),
    isMoving: () => bonus.isOn,
    heal,
    seen: () => undefined,
    since: recallHolders(await journal.read(Math.max(1, journal.last - RECALLED_EVENTS), RECALLED_EVENTS)),
  });
  const look = new SiteLook({
    node,
    state,
    current,
    inForce,
    compile: ports.compile,
    filesFor,
    peers: () => peers.doors,
    view: () => watch.view(),
    now,
  });
  const bug = (error: unknown, what: string): void => {
    tell({
      kind: 'bug',
      text: `${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    });
  };
  const guarded = (what: string, work: () => Promise<unknown>) => () =>
    void work().catch((error) => bug(error, what));
  const poke = guarded('a look', async () => {
    await watch.look();
    if (current.site !== undefined) peers.setSite(current.site);
  });

  const counters = new ApiCounters();
  const metrics = openMetrics({
    view: () => watch.view(),
    observation: () => watch.observation(),
    api: counters,
    certificates: () => serviceCertificates,
    journalWorks: () => journal.trouble === undefined,
    version,
  });
  guarded('counting events', async () => {
    for await (const event of journal.follow()) metrics.note([event]);
  })();

  const daemon: NodeDaemon = new NodeDaemon({
    node,
    runDir,
    state,
    journal,
    current,
    watch,
    wishes,
    trials,
    coordinator,
    bonus,
    look,
    switchover: (order, who) => {
      const { site } = current;
      if (site === undefined) throw noSite(current.trouble);
      tell({
        kind: 'switchover',
        text: `${who} moves VIP ${order.vip}${order.to === undefined ? '' : ` to ${order.to}`}`,
        fields: { ...order, who },
      });
      return switchover(
        {
          site,
          view: async () => {
            await watch.look();
            return await watch.view();
          },
          door: (name) => (name === node ? daemon : peers.doors.get(name)),
          prefer: async (vip, holder) => {
            await wishes.ask({ wish: { kind: 'vip-holder', vip, node: holder }, who, why: 'switchover' });
          },
        },
        order,
      );
    },
    metrics: () => metrics.text(),
    standingOfJournal: () => standingOf(journal, join(stateDir, 'journal')),
    testNotify: async () => [],
    poke,
  });
  const api: Api = await serveApi({
    service: daemon,
    unixSocket: join(runDir, RUN_FILES.node),
    counters,
    ...(tlsPaths === undefined || current.site === undefined
      ? {}
      : { tls: listenOn(current.site, node, tlsPaths) }),
    onRefused: ({ reason, words, from, times }) =>
      tell({ kind: 'refused', text: `${words} (${from})`, fields: { reason, from, times } }),
    onBug: bug,
  });

  const following = followFoundation(runDir, {
    onEvent: ({ event, message, at }) => {
      const told = tell({ kind: event, text: message, fields: { told: 'foundation', at } });
      watch.noteEvent(told);
      poke();
      void peers.ask();
    },
    onLost: (why) => {
      tell({ kind: 'foundation-lost', text: `the foundation does not answer: ${why}` });
      poke();
    },
    onBack: poke,
  });
  const considerPeers = async (): Promise<void> => {
    await peers.ask();
    await trials.tick();
    if (isBusy()) return;
    const heard = Object.entries(peers.words).flatMap(([name, { observation, why }]) =>
      observation === undefined || why !== undefined ? [] : [[name, observation.release] as const],
    );
    await catchUp.consider(new Map<string, NodeRelease>(heard));
  };
  const timers = [
    setInterval(poke, BEAT_MS),
    setInterval(guarded('a word with the peers', considerPeers), PEER_BEAT_MS),
    setInterval(() => {
      certificate = pkiDir === undefined ? undefined : readOwnCertificate(pkiDir);
      serviceCertificates = readServiceCertificates(current.site);
    }, SLOW_BEAT_MS),
  ];

  tell({
    kind: 'daemon-started',
    text: `the daemon of ${node} runs, version ${version}`,
    fields: { pid: process.pid },
  });
  await trials.resume();
  await coordinator.resume();
  await bonus.reset((current.site?.vips ?? []).map(({ name }) => name)).catch(ignoreFault);
  wishes.awaitEnd();
  poke();

  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      following.stop();
      wishes.close();
      bonus.close();
      await api.close();
      peers.close();
      tell({ kind: 'daemon-stopped', text: `the daemon of ${node} was told to stop` });
      await journal.close();
      await state.close();
    },
  };
}

function listenOn(site: Site, node: string, paths: ReturnType<typeof tlsPathsIn>) {
  const host =
    site.nodes.find(({ name }) => name === node)?.interfaces[0]?.addresses[0]?.address ?? '127.0.0.1';
  return { paths, host, port: site.api.port };
}

function requireMember(site: Site, node: string): void {
  const names = site.nodes.map(({ name }) => name);
  if (names.includes(node)) return;
  throw new Fault(
    'node/wrong-node',
    `The site ${site.name} has no node ${node}.`,
    `Start the daemon with --node ${names.join(' or ')}.`,
  );
}

function ignoreFault(error: unknown): void {
  if (!(error instanceof Fault)) throw error;
}

import { Fault } from '../../src/base/fault.ts';
import type { NodeService } from '../../src/node/api/node-service.ts';
import type { ApplyProgress } from '../../src/node/apply/apply-progress.ts';
import type { BalanceView } from '../../src/node/balance/balance-view.ts';
import { addIntent } from '../../src/node/intents/add-intent.ts';
import { mergeIntents } from '../../src/node/intents/merge-intents.ts';
import { openJournal } from '../../src/node/journal/open-journal.ts';
import { standingOf } from '../../src/node/journal/standing-of.ts';
import { openState } from '../../src/node/state/open-state.ts';
import { composeStatus } from '../../src/node/status/compose-status.ts';
import type { NodeObservation } from '../../src/node/status/node-observation.ts';
import { readSite } from '../../src/site/read-site.ts';
import { inForce, PLAN_SPEC, planOf, siteOfSpec, wantedOf } from './a-plan.ts';
import { foundationStatus } from './foundation-status.ts';
import { webSite } from './web-site.ts';

const unseen = { why: 'it does not answer' };
const silent = { foundation: unseen, servers: unseen, addresses: unseen };
const STARTED = '2026-01-01T00:00:00.000Z';

function refuseWrong(spec: string, file = 'holdfast.yaml'): void {
  const [first] = readSite(Buffer.from(spec), file).problems.filter(({ severity }) => severity === 'error');
  if (first !== undefined) throw new Fault(first.code, first.message, first.remedy);
}

/**
 * A node's service without engines: state and journal are the real ones in `dir`, an apply is kept at once, and what
 * is observed is always the same.
 */
export async function smallNodeService(dir: string, node = 'lb1') {
  const state = await openState(`${dir}/state`);
  const journal = await openJournal(`${dir}/state/journal`);
  const site = webSite();
  const reasons: string[] = [];
  let progress: ApplyProgress | undefined;

  const current = () => {
    const { number = 0, release = '', at = '', who = '' } = state.current ?? {};
    return { revision: number, digest: release, at, who, trial: undefined, drift: [] };
  };
  const observation = (): NodeObservation => ({
    version: 1,
    site: site.name,
    node,
    atMs: Date.now(),
    daemon: { pid: process.pid, startedAt: STARTED, version: '0.1.0' },
    foundation: { fact: foundationStatus(node, true), atMs: Date.now() },
    servers: { why: 'the socket of haproxy is not there' },
    addresses: { fact: ['10.77.0.11'], atMs: Date.now() },
    release: current(),
    intents: state.intents,
    certificate: undefined,
    sessions: { edge: 3 },
    findings: [],
  });
  const begin = async (spec: string, who: string, note: string, ifMatch?: string): Promise<ApplyProgress> => {
    if (progress?.stage === 'unconfirmed') {
      throw new Fault('node/apply-in-progress', 'An apply is on.', 'Confirm or undo it first.');
    }
    refuseWrong(spec);
    const { release } = wantedOf(siteOfSpec(spec));
    const at = new Date().toISOString();
    const { number } = await state.accept(
      { site: site.name, spec, release: release.digest, files: release.files, who, at, note, routerIds: {} },
      ifMatch,
    );
    journal.append({ kind: 'applied', text: `${who} applied revision ${number}.` });
    progress = {
      id: `a${number}`,
      kind: 'apply',
      revision: number,
      release: release.digest,
      who,
      note,
      startedAt: at,
      stage: 'kept',
      confirmBy: undefined,
      nodes: [],
      sentence: `Revision ${number} is in force.`,
      fault: undefined,
    };
    return progress;
  };
  const forced = { how: 'runtime', steps: [], notes: [], sessionsCut: 0, tookMs: 1 } as const;
  const balance = (pool: string): BalanceView => ({
    pool,
    mode: 'suggest',
    decider: node,
    state: 'unbalanced',
    says: 'web1 has 2 sessions more than its share',
    now: { web1: 4, web2: 0 },
    plan: {
      isBalanced: false,
      shares: { web1: 2, web2: 2 },
      moves: { web1: 2 },
      predicted: { web1: 2, web2: 2 },
      says: '2 sessions leave web1',
    },
    takesMs: 1_000,
    run: undefined,
  });
  const nothing = (what: string) =>
    new Fault(`node/nothing-to-${what}`, `There is nothing to ${what}.`, 'Look.');

  const service: NodeService = {
    site: site.name,
    node,
    ready: () => Promise.resolve({ site: site.name, node, ready: reasons.length === 0, reasons }),
    status: () =>
      Promise.resolve({
        ...composeStatus(site, { lb1: silent, lb2: silent, [node]: observation() }, Date.now()),
        seenBy: node,
        verdict: 'serving',
        sentence: 'web-edge: serving',
        redundancy: { level: 'none', reasons: ['lb2 was never heard'] },
        holderSince: {},
        members: {},
        intents: [],
        apply: progress,
        findings: [],
      }),
    observation: () => Promise.resolve(observation()),
    metrics: () => Promise.resolve('# TYPE holdfast_up gauge\nholdfast_up 1\n'),
    events: (from, limit) => journal.read(from < 0 ? Math.max(1, journal.last + 1 + from) : from, limit),
    followEvents: (from, signal) => journal.follow(from, signal),
    verifyJournal: () => standingOf(journal, `${dir}/state/journal`),
    logs: (of, lines) => Promise.resolve(`${of}: the last ${lines} lines\n`),
    history: () => Promise.resolve({ etag: state.etag, revisions: state.revisions }),
    revision: (number) => state.read(number),
    nodeDrift: () => Promise.resolve({ node, why: undefined, files: [], runtime: [] }),
    forecast: () => Promise.resolve({ how: 'nothing', sessionsCut: 0, notes: [] }),
    drift: () => Promise.resolve({ nodes: [{ node, why: undefined, files: [], runtime: [] }], between: [] }),
    plan: ({ spec, file }) => {
      refuseWrong(spec, file);
      return Promise.resolve({
        plan: planOf(PLAN_SPEC, spec),
        etag: state.etag,
        sessionsCut: { [node]: 0 },
        unreachable: {},
      });
    },
    progress: () => Promise.resolve(progress),
    balances: () => Promise.resolve([balance('web')]),
    adverts: () =>
      Promise.resolve({ atMs: Date.now(), instances: [], why: 'no Keepalived runs in this test' }),
    balance: (pool) => Promise.resolve(balance(pool)),
    stopBalance: (pool) => Promise.resolve(balance(pool)),
    ask: async (asked, ifMatch) => {
      const all = await state.changeIntents((now) => addIntent(now, asked, node, Date.now()), ifMatch);
      const intent = all.find(
        ({ version }) => version.counter === Math.max(...all.map((one) => one.version.counter)),
      );
      if (intent === undefined) throw new Error('no intent was written');
      journal.append({ kind: 'intent', text: `${asked.who} asked for ${asked.wish.kind}.` });
      return { intent, nodes: { [node]: 'it is so' }, later: [] };
    },
    apply: ({ spec, note = '' }, who, ifMatch) => begin(spec, who, note, ifMatch),
    rollback: async ({ revision = state.previous?.number ?? 0, note = '' }, who, ifMatch) =>
      begin((await state.read(revision)).spec, who, note, ifMatch),
    confirm: () => Promise.reject(nothing('confirm')),
    undo: () => Promise.reject(nothing('undo')),
    switchover: ({ vip, to = 'lb2' }) =>
      Promise.resolve({ vip, from: node, to, tookMs: 1, sessionsCut: 0, sentence: `${to} holds ${vip}.` }),
    testNotify: (channel = 'ops') =>
      Promise.resolve([{ channel, kind: 'webhook', ok: true, says: 'HTTP 200', tookMs: 1 }]),
    mergeIntents: (theirs) => state.changeIntents((ours) => mergeIntents(ours, theirs)),
    check: ({ release }) =>
      Promise.resolve({
        node,
        release,
        revision: state.current?.number ?? 0,
        etag: state.etag,
        how: 'runtime',
        sessionsCut: 0,
        notes: [],
      }),
    startTrial: () => Promise.resolve(forced),
    renewTrial: () => Promise.resolve(),
    keepTrial: () => {
      const { current: kept } = state;
      return kept === undefined ? Promise.reject(nothing('confirm')) : Promise.resolve(kept);
    },
    undoTrial: () => Promise.resolve(),
    filesInForce: () => Promise.resolve(inForce(site).files.map(({ path, text }) => ({ path, text }))),
    setBonus: () => Promise.resolve(),
    poolSessions: () =>
      Promise.resolve({ servers: { web1: { sessions: 2, counted: 1 } }, hindrance: undefined }),
    moveSessions: () => Promise.resolve({ moved: 0 }),
    steerBalance: ({ pool }) => Promise.resolve(balance(pool)),
  };
  return {
    service,
    journal,
    state,
    /** Why it is not ready; empty = it is. */
    reasons,
    async close() {
      await journal.close();
      await state.close();
    },
  };
}

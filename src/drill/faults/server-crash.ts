import { rmSync, writeFileSync } from 'node:fs';
import { Fault } from '../../base/fault.ts';
import { askHaproxy } from '../../engines/haproxy/observe.ts';
import { atMost, servedAtOnce, VIP_STAYS } from '../judge/clause.ts';
import { processesOnMember } from '../processes.ts';
import type { Scene } from '../scene.ts';
import type { DrillFault } from './drill-fault.ts';

export const serverCrash: DrillFault = {
  name: 'server-crash',
  does: 'kills the server of the pool that serves most (SIGKILL); later it starts again',
  hurts: 'sessions on that server end',
  endsRequestsInFlight: 'at the fault',
  async inject(scene) {
    const server = await busiestServer(scene);
    const hold = scene.ground.holdFile(server);
    scene.undoBy(`remove ${hold}`, () => rmSync(hold, { force: true }));
    writeFileSync(hold, '', { mode: 0o600 });
    const pids = processesOnMember(scene.ground.netFile(server), scene.watch.pids);
    await scene.kill(pids);
  },
  lookOnMs: 2500,
  limits: (terms) => [atMost('lost', 0), atMost('inFlight', 1 + servedAtOnce(terms)), VIP_STAYS],
};

/** The member that plays it. With `balance source` one server has all sessions of our only client. */
async function busiestServer(scene: Scene): Promise<string> {
  const { pool, lab } = scene.ground;
  const first = await totals(scene);
  await scene.pause(150);
  const second = await totals(scene);
  const servedSince = (name: string) => (second.get(name) ?? 0) - (first.get(name) ?? 0);
  const [busiest] = [...pool.servers].sort((one, other) => servedSince(other.name) - servedSince(one.name));
  const member = lab.plan.members.find(({ links }) =>
    links.some(({ addresses }) => addresses.some(({ address }) => address === busiest?.host)),
  );
  if (member !== undefined) return member.name;
  throw new Fault(
    'drill/no-such-process',
    `Nothing in the lab plays a server of pool ${pool.name}.`,
    'name a program for the pool under lab.servers in the spec',
  );
}

/** Sessions so far of each server of the pool; columns of `show stat`: pxname, svname, …, stot is the 8th. */
async function totals(scene: Scene): Promise<ReadonlyMap<string, number>> {
  // nginx counts no server's sessions: then the first one is hurt.
  if (scene.ground.pool.engine !== 'haproxy') return new Map();
  const csv = await askHaproxy(scene.ground.runFile(scene.holder, 'stats'), 'show stat -1 4 -1');
  const rows = csv.split('\n').map((line) => line.split(','));
  return new Map(
    rows
      .filter(([pool]) => pool === scene.ground.pool.name)
      .map((row) => [row[1] ?? '', Number(row[7]) || 0]),
  );
}

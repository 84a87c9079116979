import { Fault } from '../../base/fault.ts';
import { EVERY_FAULT } from '../../drill/faults/every-fault.ts';
import { type FormerDrill, readFormerDrills } from '../../drill/former-runs.ts';
import { hasAsked } from '../../drill/ground.ts';
import { orderDrill } from '../../drill/order-drill.ts';
import { medianFigures } from '../../drill/page/median-figures.ts';
import { USUAL_PAIR } from '../../drill/usual-pair/usual-pair.ts';
import type { Lab } from '../../lab/lab.ts';
import { agentsOf } from '../../lab/wazuh-cluster.ts';
import type { PageDrills } from '../../node/page/add-page.ts';
import type { DrillFollower, DrillRun, PageBeat } from '../../node/page/page-site.ts';

const MOST_FORMER = 50;
/** Ten a second: the drills that wait for agents take minutes, and the end is what is looked at. */
const MOST_BEATS = 1_200;

/** Drills in a lab, one at a time, for whoever follows them. */
export function labDrills(lab: Lab): PageDrills {
  const followers = new Set<DrillFollower>();
  let beats: readonly PageBeat[] = [];
  let last: DrillRun | undefined;
  let stop: AbortController | undefined;
  const tell = (drill: DrillRun) => {
    last = drill;
    for (const { onDrill } of followers) onDrill(drill);
  };
  const onBeat = (beat: PageBeat) => {
    beats = [...beats, beat].slice(-MOST_BEATS);
    for (const { onBeats } of followers) onBeats([beat]);
  };
  return {
    list: EVERY_FAULT.filter(
      ({ needsAgents, asks }) => (!needsAgents || agentsOf(lab).length > 0) && hasAsked(lab.site, asks),
    ).map(({ name, does, hurts }) => ({ name, does, hurts })),
    former: () => readFormerDrills(lab.dir).slice(0, MOST_FORMER).map(asRun),
    usual: USUAL_PAIR,
    run: (fault) => {
      if (last?.isOn === true) {
        throw new Fault('drill/busy', `The drill ${last.fault} is on.`, 'wait until it has ended');
      }
      let now: DrillRun = {
        fault,
        startedAtMs: Date.now(),
        isOn: true,
        lines: [],
        verdict: undefined,
        reasons: [],
        runs: [],
        courses: [],
        trouble: undefined,
      };
      beats = [];
      tell(now);
      stop = new AbortController();
      const wanted = { faults: [fault], runs: 1, rate: 200, requestMs: 0 };
      const onLine = (line: string) => tell((now = { ...now, lines: [...now.lines, line] }));
      void orderDrill(lab, wanted, onLine, stop.signal, { onBeat }).then(
        ([outcome]) =>
          tell({
            ...now,
            isOn: false,
            verdict: outcome?.report.verdict,
            reasons: outcome?.reasons ?? [],
            courses: outcome?.courses ?? [],
            runs: outcome?.report.runs ?? [],
          }),
        (error: unknown) => {
          const trouble = error instanceof Fault ? `${error.message} ${error.remedy}` : String(error);
          tell({ ...now, isOn: false, trouble });
        },
      );
      return now;
    },
    stop: () => stop?.abort(),
    follow: (follower) => {
      followers.add(follower);
      if (last !== undefined) follower.onDrill(last);
      if (beats.length > 0) follower.onBeats(beats);
      return () => followers.delete(follower);
    },
  };
}

/** As the page shows it: figures are the medians. */
function asRun({ fault, startedAtMs, verdict, reasons, runs, trouble }: FormerDrill): DrillRun {
  const middle = medianFigures(runs);
  return {
    fault,
    startedAtMs,
    isOn: false,
    lines: [],
    verdict,
    reasons,
    runs: middle === undefined ? [] : [middle],
    courses: [],
    trouble,
  };
}

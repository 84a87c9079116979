import { Fault } from '../../base/fault.ts';
import { ALL_FAULTS } from '../../drill/faults/all-faults.ts';
import { NGINX_FAULTS } from '../../drill/faults/nginx/nginx-faults.ts';
import { hasAsked } from '../../drill/ground.ts';
import { orderDrill } from '../../drill/order-drill.ts';
import type { Lab } from '../../lab/lab.ts';
import type { PageDrills } from '../../node/page/add-page.ts';
import type { DrillRun } from '../../node/page/page-site.ts';

const MOST_FORMER = 20;

/** Drills in a lab, one at a time, for whoever follows them. */
export function labDrills(lab: Lab): PageDrills {
  const followers = new Set<(drill: DrillRun) => void>();
  let former: readonly DrillRun[] = [];
  let last: DrillRun | undefined;
  let stop: AbortController | undefined;
  const tell = (drill: DrillRun) => {
    last = drill;
    if (!drill.isOn) former = [drill, ...former].slice(0, MOST_FORMER);
    for (const follower of followers) follower(drill);
  };
  return {
    list: [...ALL_FAULTS, ...NGINX_FAULTS]
      .filter(({ asks }) => hasAsked(lab.site, asks))
      .map(({ name, does, hurts }) => ({ name, does, hurts })),
    former: () => former,
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
      tell(now);
      stop = new AbortController();
      const wanted = { faults: [fault], runs: 1, rate: 200, requestMs: 0 };
      const onLine = (line: string) => tell((now = { ...now, lines: [...now.lines, line] }));
      void orderDrill(lab, wanted, onLine, stop.signal).then(
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
      if (last !== undefined) follower(last);
      return () => followers.delete(follower);
    },
  };
}

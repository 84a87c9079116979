import { History } from '../parts/history.tsx';
import { PlanBox } from '../parts/plan-box.tsx';
import { Progress } from '../parts/progress.tsx';

/** What a spec would change, how a change goes on, and the way back. */
export function ChangesPage() {
  return (
    <>
      <Progress />
      <PlanBox />
      <History />
    </>
  );
}

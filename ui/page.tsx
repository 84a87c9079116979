import type { FunctionComponent } from 'preact';
import { ChangesPage } from './pages/changes.tsx';
import { DrillsPage } from './pages/drills.tsx';
import { LintPage } from './pages/lint.tsx';
import { NodesPage } from './pages/nodes.tsx';
import { NowPage } from './pages/now.tsx';
import { PoolsPage } from './pages/pools.tsx';
import { SessionsPage } from './pages/sessions.tsx';
import { TimelinePage } from './pages/timeline.tsx';
import { TopologyPage } from './pages/topology.tsx';
import { VipsPage } from './pages/vips.tsx';
import { ActDialog } from './parts/act.tsx';
import { Banners } from './parts/banners.tsx';
import { Top } from './parts/top.tsx';
import { link } from './state/link.ts';
import { route } from './state/route.ts';

const VIEWS: Readonly<Record<string, FunctionComponent>> = {
  now: NowPage,
  topology: TopologyPage,
  vips: VipsPage,
  nodes: NodesPage,
  pools: PoolsPage,
  sessions: SessionsPage,
  timeline: TimelinePage,
  changes: ChangesPage,
  drills: DrillsPage,
  lint: LintPage,
};

export function Page() {
  const View = VIEWS[route.value.view] ?? NowPage;
  return (
    <div class={`whole ${link.value}`}>
      <a
        class="skip"
        href="#main"
        onClick={(event) => (event.preventDefault(), document.querySelector('main')?.focus())}
      >
        Skip to the view
      </a>
      <Top views={Object.keys(VIEWS)} />
      <main id="main" tabIndex={-1}>
        <Banners />
        <View />
      </main>
      <ActDialog />
    </div>
  );
}

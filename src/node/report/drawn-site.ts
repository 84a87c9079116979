import type { Drawing } from '../show/drawing.ts';
import { pictureTopology } from '../show/picture-topology.ts';
import type { Section } from './page.ts';

/** The views of the dashboard that are parts of a health report. */
const PARTS: Readonly<Record<string, string>> = { vips: '#vips', nodes: '#nodes', pools: '#pools' };

/** The site from the clients to the servers, as the dashboard draws it. @param parts boxes lead to the parts of the report */
export function drawnSite(title: string, drawing: Drawing, parts = PARTS): Section {
  return {
    title,
    blocks: [
      {
        is: 'picture',
        tree: pictureTopology(drawing, (view) => parts[view]),
        text: 'Bold: the way that clients take now; thin: ready, or not used; dashed: broken; dotted: not seen. Figures are open sessions.',
      },
    ],
  };
}

import { drawTopology } from '../../src/node/show/draw-topology.ts';
import { PICTURE_STYLE } from '../../src/node/show/picture-style.ts';
import { pictureTopology } from '../../src/node/show/picture-topology.ts';
import { Picture } from '../parts/picture.tsx';
import { Card, Same } from '../parts/small.tsx';
import { link, nowMs, site } from '../state/link.ts';

/** The site as a drawing that moves. */
export function TopologyPage() {
  const known = site.value;
  const drawing = known && drawTopology(known, nowMs.value);
  if (drawing === undefined) return <p class="dim">What the site consists of is not known yet.</p>;
  return (
    <Card
      title="From the clients to the servers"
      more={
        <div class="beside">
          <button type="button" onClick={exportSvg}>
            Save as SVG
          </button>
          <Same cli="status" whole="/page/site" />
        </div>
      }
    >
      <div class="scroll" role="region" aria-label="the drawing" tabIndex={0}>
        <Picture id="topology" state={link.value} tree={pictureTopology(drawing, (view) => `#/${view}`)} />
      </div>
      <p class="legend">
        <span class="key live">serves now</span> <span class="key ready">ready</span>{' '}
        <span class="key broken">broken</span> <span class="key out">not used</span>{' '}
        <span class="key unseen">not seen now</span> <span>figures: open sessions</span>
      </p>
    </Card>
  );
}

/** With its own colours, so that it looks the same wherever it is opened. */
function exportSvg(): void {
  const svg = document.getElementById('topology')?.cloneNode(true) as SVGSVGElement | undefined;
  if (svg === undefined) return;
  const colours = getComputedStyle(document.documentElement);
  const names = [...new Set(PICTURE_STYLE.match(/--[a-z-]+/g) ?? [])];
  const root = `.topology{${names.map((name) => `${name}:${colours.getPropertyValue(name)}`).join(';')}}`;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const text = new XMLSerializer()
    .serializeToString(svg)
    .replace('</title>', `</title><style>${root}${PICTURE_STYLE}</style>`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  link.download = `${site.value?.view?.site ?? 'site'}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

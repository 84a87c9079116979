import { Card, Same } from '../parts/small.tsx';
import { type Box, drawTopology, type Edge } from '../see/topology.ts';
import { link, nowMs, site } from '../state/link.ts';
import css from '../topology.css?raw';

/** The site as a drawing that moves. */
export function TopologyPage() {
  const known = site.value;
  const drawing = known && drawTopology(known, nowMs.value);
  if (drawing === undefined) return <p class="dim">What the site consists of is not known yet.</p>;
  const { width, height, boxes, edges, words } = drawing;
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
        <svg
          id="topology"
          class={`topology ${link.value}`}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={words}
        >
          <title>{words}</title>
          {edges.map((edge) => (
            <EdgeLine key={edge.id} edge={edge} />
          ))}
          {boxes.map((box) => (
            <BoxShape key={box.id} box={box} />
          ))}
        </svg>
      </div>
      <p class="legend">
        <span class="key live">serves now</span> <span class="key ready">ready</span>{' '}
        <span class="key broken">broken</span> <span class="key out">not used</span>{' '}
        <span class="key unseen">not seen now</span> <span>figures: open sessions</span>
      </p>
    </Card>
  );
}

function EdgeLine({ edge: { from, to, look, label, isAtStart = false } }: { readonly edge: Edge }) {
  const at = isAtStart ? { x: from.x + 9, y: from.y - 7 } : { x: to.x - 9, y: to.y - 7 };
  const bend = (to.x - from.x) / 2;
  const path = `M${from.x},${from.y} C${from.x + bend},${from.y} ${to.x - bend},${to.y} ${to.x},${to.y}`;
  return (
    <g class={`edge ${look}`}>
      <path d={path} />
      {look === 'live' && <path class="flow" d={path} />}
      {label !== '' && (
        <text x={at.x} y={at.y} text-anchor={isAtStart ? 'start' : 'end'}>
          {label}
        </text>
      )}
    </g>
  );
}

function BoxShape({ box: { kind, x, y, width, height, title, lines, look, to } }: { readonly box: Box }) {
  return (
    <a href={`#/${to}`} class={`box ${kind} ${look}`}>
      <title>{[title, ...lines.map(({ text }) => text)].join(', ')}</title>
      <rect x={x} y={y} width={width} height={height} rx={7} />
      <text class="title" x={x + 11} y={y + (lines.length === 0 ? height / 2 + 5 : 20)}>
        {fit(title, (width - 20) / 7.6)}
      </text>
      {lines.map(({ text, look: own }, index) => (
        <text key={text} class={`small ${own}`} x={x + 11} y={y + 37 + index * 16}>
          {fit(text, (width - 20) / 6.6)}
        </text>
      ))}
    </a>
  );
}

/** What is longer than its box is cut; the whole stands in its title. */
function fit(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, Math.floor(most) - 1)}…`;
}

/** With its own colours, so that it looks the same wherever it is opened. */
function exportSvg(): void {
  const svg = document.getElementById('topology')?.cloneNode(true) as SVGSVGElement | undefined;
  if (svg === undefined) return;
  const colours = getComputedStyle(document.documentElement);
  const names = [...new Set(css.match(/--[a-z-]+/g) ?? [])];
  const root = `.topology{${names.map((name) => `${name}:${colours.getPropertyValue(name)}`).join(';')}}`;
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const text = new XMLSerializer()
    .serializeToString(svg)
    .replace('</title>', `</title><style>${root}${css}</style>`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  link.download = `${site.value?.view?.site ?? 'site'}.svg`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000);
}

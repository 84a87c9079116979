/**
 * How the pictures look, in CSS, wherever they are shown. The colours are those of the page around them: `--card`,
 * `--raised`, `--line`, `--text`, `--dim`, `--good`, `--warn`, `--bad`, `--unseen`, `--accent`.
 */
export const PICTURE_STYLE = `
.topology {
  font:
    13px system-ui,
    sans-serif;
  background: var(--card);
  min-width: 760px;
  width: 100%;
  height: auto;
}
.topology .edge path {
  fill: none;
  stroke: var(--unseen);
  stroke-width: 1.2;
  transition:
    stroke 0.3s,
    stroke-width 0.3s,
    opacity 0.3s;
}
.topology .edge.live path {
  stroke: var(--good);
  stroke-width: 3.5;
}
.topology .edge.live path.flow {
  stroke: var(--card);
  stroke-width: 1.6;
  stroke-dasharray: 3 13;
  animation: flow 0.9s linear infinite;
}
.topology .edge.out path {
  opacity: 0.55;
}
.topology .edge.unseen path {
  stroke-dasharray: 2 5;
}
.topology .edge.broken path {
  stroke: var(--bad);
  stroke-width: 2.4;
  stroke-dasharray: 7 6;
}
.topology text {
  fill: var(--dim);
}
.topology .edge text {
  fill: var(--text);
  font-size: 12px;
  paint-order: stroke;
  stroke: var(--card);
  stroke-width: 4px;
}
.topology .box rect {
  fill: var(--raised);
  stroke: var(--line);
  stroke-width: 1.5;
  transition:
    stroke 0.3s,
    fill 0.3s;
}
.topology .box.live rect {
  stroke: var(--good);
  stroke-width: 2.5;
}
.topology .box.broken rect {
  stroke: var(--bad);
  stroke-width: 2.5;
  stroke-dasharray: 6 4;
}
.topology .box.unseen rect {
  stroke: var(--unseen);
  stroke-dasharray: 2 4;
}
.topology .title {
  fill: var(--text);
  font-weight: 600;
}
.topology .small {
  font-size: 12px;
}
.topology .small.broken {
  fill: var(--bad);
  font-weight: 600;
}
.topology.lost {
  filter: grayscale(1);
}
@keyframes flow {
  to {
    stroke-dashoffset: -16;
  }
}
@media (prefers-reduced-motion: reduce) {
  .topology .flow {
    animation: none !important;
  }
}
.course-picture {
  font:
    12px system-ui,
    sans-serif;
  background: var(--card);
  width: 100%;
  height: auto;
}
.course-picture text {
  fill: var(--dim);
}
.course-picture .caption {
  fill: var(--text);
  font-weight: 600;
}
.course-picture .grid {
  stroke: var(--line);
  stroke-width: 0.6;
}
.course-picture .ok {
  fill: var(--good);
  opacity: 0.55;
}
.course-picture .failed {
  fill: var(--bad);
}
.course-picture .slowest {
  fill: none;
  stroke: var(--warn);
  stroke-width: 1.6;
  stroke-linecap: round;
  stroke-linejoin: round;
}
.course-picture .ground {
  fill: var(--raised);
  stroke: var(--line);
  stroke-width: 0.6;
}
.course-picture .held {
  fill: var(--good);
}
.course-picture .held.shared {
  fill: var(--bad);
}
.course-picture .mark {
  stroke: var(--accent);
  stroke-width: 1.6;
}
.course-picture .mark.healed {
  stroke-dasharray: 6 4;
}
.course-picture .mark.well {
  stroke: var(--good);
  stroke-dasharray: 2 4;
}
.course-picture .mark-name {
  fill: var(--accent);
  font-weight: 600;
}
.course-picture .mark-name.well {
  fill: var(--good);
}
`;

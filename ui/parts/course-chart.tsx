import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { DrillCourse } from '../../src/node/page/page-site.ts';
import { theme } from '../state/theme.ts';

/** What clients noticed of a drill, over its time: answers, losses, the slowest, what was done, and who held the VIP. */
export function CourseChart({ course }: { readonly course: DrillCourse }) {
  const box = useRef<HTMLDivElement>(null);
  const colours = theme.value;
  useEffect(() => {
    const place = box.current;
    if (place === null) return;
    const chart = draw(place, course);
    const resize = () => chart.setSize({ width: place.clientWidth, height: 220 });
    addEventListener('resize', resize);
    return () => {
      removeEventListener('resize', resize);
      chart.destroy();
    };
  }, [course, colours]);
  const lost = course.failed.reduce((sum, count) => sum + count, 0);
  const sent = lost + course.ok.reduce((sum, count) => sum + count, 0);
  const lastMs = course.ok.length * course.binMs;
  const nodes = [...new Set(course.holds.map(({ node }) => node))];
  return (
    <figure class="course strip">
      <figcaption>
        New connections in each {course.binMs} ms, and the slowest of their answers; vertical lines: what the
        drill did
      </figcaption>
      <div
        ref={box}
        class="chart"
        role="img"
        aria-label={`${lost} of ${sent} new connections failed over ${lastMs} ms`}
      />
      {nodes.map((node) => (
        <div key={node} class="strip-row">
          <span>{node} held it</span>
          <svg
            viewBox={`0 0 ${lastMs} 18`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`when ${node} held the VIP`}
          >
            <rect class="ground" x="0" y="0" width={lastMs} height="18" />
            {course.holds
              .filter((hold) => hold.node === node)
              .map(({ fromMs, toMs }) => (
                <rect
                  key={fromMs}
                  class="one"
                  x={fromMs}
                  y="2"
                  width={Math.max(1, toMs - fromMs)}
                  height="14"
                />
              ))}
          </svg>
        </div>
      ))}
    </figure>
  );
}

function draw(place: HTMLElement, { binMs, ok, failed, slowestMs, actsMs }: DrillCourse): uPlot {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(`--${name}`);
  const axis = {
    stroke: colour('dim'),
    grid: { stroke: colour('line'), width: 0.5 },
    ticks: { stroke: colour('line') },
  };
  const points = { show: false };
  const options: uPlot.Options = {
    width: Math.max(280, place.clientWidth),
    height: 220,
    cursor: { points: { size: 7 } },
    scales: { x: { time: false }, ms: { range: (_, __, most) => [0, Math.max(10, most)] } },
    axes: [
      { ...axis, values: (_, values) => values.map((ms) => `${ms / 1000} s`) },
      { ...axis, size: 40 },
      {
        ...axis,
        scale: 'ms',
        side: 1,
        size: 64,
        values: (_, values) => values.map((ms) => `${ms} ms`),
        grid: { show: false },
      },
    ],
    series: [
      { label: 'ms from the start' },
      { label: 'answered', points, stroke: colour('good'), fill: `${colour('good')}33`, width: 1.5 },
      { label: 'failed', points, stroke: colour('bad'), fill: colour('bad'), width: 2 },
      { label: 'slowest, ms', points, scale: 'ms', stroke: colour('warn'), width: 1.2, spanGaps: true },
    ],
    hooks: {
      draw: [
        (chart) => {
          for (const at of actsMs) {
            const x = chart.valToPos(at, 'x', true);
            chart.ctx.strokeStyle = colour('accent');
            chart.ctx.lineWidth = 2;
            chart.ctx.beginPath();
            chart.ctx.moveTo(x, chart.bbox.top);
            chart.ctx.lineTo(x, chart.bbox.top + chart.bbox.height);
            chart.ctx.stroke();
          }
        },
      ],
    },
  };
  const times = ok.map((_, index) => index * binMs);
  return new uPlot(options, [times, [...ok], [...failed], [...slowestMs]], place);
}

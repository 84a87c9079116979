import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

/** Times, answered, failed, slowest: each as many. */
export type CourseColumns = [number[], number[], number[], (number | null)[]];

const HEIGHT = 220;

/** Draws new connections over time, with a line at each moment of `acts`. `setData` draws it anew. */
export function plotCourse(
  place: HTMLElement,
  columns: CourseColumns,
  acts: () => readonly number[],
  hasLegend = true,
): uPlot {
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
    height: HEIGHT,
    legend: { show: hasLegend },
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
          for (const at of acts()) {
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
  return new uPlot(options, columns, place);
}

/** As wide as its place, whatever the window becomes. The answer ends that, and the chart. */
export function keepWide(chart: uPlot, place: HTMLElement): () => void {
  const resize = () => chart.setSize({ width: Math.max(280, place.clientWidth), height: HEIGHT });
  addEventListener('resize', resize);
  return () => {
    removeEventListener('resize', resize);
    chart.destroy();
  };
}

import { useEffect, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { type LiveCourse, liveCourse } from '../see/live-course.ts';
import { beats } from '../state/link.ts';
import { theme } from '../state/theme.ts';
import { type CourseColumns, keepWide, plotCourse } from './course-plot.ts';
import { Word } from './small.tsx';

/** What clients notice of a drill while it is on, and who has the VIP, ten times a second. */
export function LiveChart({ nodes }: { readonly nodes: readonly string[] }) {
  const course = liveCourse(beats.value);
  if (course === undefined) return <p class="dim">The probe opens its sessions…</p>;
  const { answered, lost, holders, holds, fromMs, toMs } = course;
  const isTwo = holders.length > 1;
  return (
    <figure class="course strip live">
      <dl class="figures">
        <div>
          <dt>new connections answered</dt>
          <dd>{answered}</dd>
        </div>
        <div>
          <dt>failed</dt>
          <dd class={lost > 0 ? 'much' : ''}>{lost}</dd>
        </div>
        <div>
          <dt>has the VIP now</dt>
          <dd>
            {holders.length === 1 ? (
              holders[0]
            ) : (
              <Word tone="bad">{isTwo ? `TWO HOLDERS: ${holders.join(' and ')}` : 'NOBODY'}</Word>
            )}
          </dd>
        </div>
      </dl>
      <figcaption>
        New connections that end in each 100 ms, and the slowest of their answers; vertical lines: what the
        drill did
      </figcaption>
      <Chart course={course} />
      {nodes.map((node) => (
        <div key={node} class="strip-row">
          <span>{node} has it</span>
          <svg
            viewBox={`${fromMs} 0 ${Math.max(1, toMs - fromMs)} 18`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`when ${node} had the VIP in this run`}
          >
            <rect class="ground" x={fromMs} y="0" width={Math.max(1, toMs - fromMs)} height="18" />
            {holds
              .filter((hold) => hold.node === node)
              .map(({ fromMs: from, toMs: to, isTwo: both }) => (
                <rect
                  key={`${from} ${both}`}
                  class={both ? 'two' : 'one'}
                  x={from}
                  y="2"
                  width={to - from}
                  height="14"
                />
              ))}
          </svg>
        </div>
      ))}
    </figure>
  );
}

function Chart({ course }: { readonly course: LiveCourse }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const acts = useRef<readonly number[]>([]);
  const colours = theme.value;
  acts.current = course.actsMs;
  useEffect(() => {
    const place = box.current;
    if (place === null) return;
    chart.current = plotCourse(place, columnsOf(course), () => acts.current, false);
    return keepWide(chart.current, place);
  }, [colours]);
  useEffect(() => chart.current?.setData(columnsOf(course)), [course]);
  return (
    <div ref={box} class="chart" role="img" aria-label="new connections, as they are answered or fail" />
  );
}

function columnsOf({ times, ok, failed, slowestMs }: LiveCourse): CourseColumns {
  return [[...times], [...ok], [...failed], [...slowestMs]];
}

import { useEffect, useRef } from 'preact/hooks';
import type { DrillCourse } from '../../src/node/page/page-site.ts';
import { theme } from '../state/theme.ts';
import { keepWide, plotCourse } from './course-plot.ts';

/** What clients noticed of a drill, over its time: answers, losses, the slowest, what was done, and who held the VIP. */
export function CourseChart({ course }: { readonly course: DrillCourse }) {
  const box = useRef<HTMLDivElement>(null);
  const colours = theme.value;
  useEffect(() => {
    const place = box.current;
    if (place === null) return;
    const { binMs, ok, failed, slowestMs, actsMs } = course;
    const times = ok.map((_, index) => index * binMs);
    return keepWide(
      plotCourse(place, [times, [...ok], [...failed], [...slowestMs]], () => actsMs),
      place,
    );
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

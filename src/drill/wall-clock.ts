let originMs = performance.timeOrigin;

/** Microseconds of the wall clock, monotone between steps of the clock; comparable between processes. */
export function nowUs(): number {
  const drift = Date.now() - (originMs + performance.now());
  // Date.now() is cut to whole milliseconds: only beyond that has somebody set the clock.
  if (drift > 0.5 || drift < -1.5) originMs += drift;
  return Math.round((originMs + performance.now()) * 1000);
}

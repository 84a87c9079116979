/** Round values from 0 to `most` or just beyond it, about `wanted` of them: 0, 20, 40, 60. */
export function axisSteps(most: number, wanted: number): readonly number[] {
  const rough = Math.max(most, Number.EPSILON) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= rough) ?? 10 * power;
  const count = Math.ceil(most / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(6)));
}

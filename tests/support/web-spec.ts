import { readFileSync } from 'node:fs';

/** The text of examples/web.yaml. */
export const WEB_SPEC = readFileSync(new URL('../../examples/web.yaml', import.meta.url), 'utf8');

/** The example with another weight of web3: a change that HAProxy is told at run time. */
export function withWeight(weight: number): string {
  return withLine(
    '      web3: 10.77.0.23:8080',
    `      web3: { address: 10.77.0.23:8080, weight: ${weight} }`,
  );
}

/** The example with other words in one place. */
export function withLine(before: string, after: string, spec = WEB_SPEC): string {
  if (!spec.includes(before)) throw new Error(`the spec has no ${before}`);
  return spec.replace(before, after);
}

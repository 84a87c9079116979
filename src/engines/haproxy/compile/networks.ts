import type { SpecPath } from '../../../site/site.ts';
import { line, type WordLine } from '../grammar/tree.ts';

/** HAProxy takes 64 words a line; several lines of one acl name are alternatives. */
const NETWORKS_A_LINE = 40;

/** `acl NAME src …` over any number of networks. */
export function networksAcl(
  name: string,
  networks: readonly string[],
  origin: SpecPath | undefined,
): WordLine[] {
  const count = Math.ceil(networks.length / NETWORKS_A_LINE);
  return Array.from({ length: count }, (_, index) =>
    line(
      origin,
      'acl',
      name,
      'src',
      ...networks.slice(index * NETWORKS_A_LINE, (index + 1) * NETWORKS_A_LINE),
    ),
  );
}

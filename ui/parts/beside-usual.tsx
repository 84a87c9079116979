import type { UsualComparison } from '../../src/node/show/compare-usual.ts';

/** A drill beside the usual hand-written pair in the same fault, as it was measured once. */
export function BesideUsual({ comparison }: { readonly comparison: UsualComparison | undefined }) {
  if (comparison === undefined) return null;
  return (
    <section class="usual" aria-label="beside the usual pair">
      <h3>Beside the usual pair</h3>
      <div class="scroll" role="region" aria-label="figures beside the usual pair" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">figure</th>
              <th scope="col">usual pair</th>
              <th scope="col">Holdfast beside it</th>
              <th scope="col">this drill</th>
            </tr>
          </thead>
          <tbody>
            {comparison.rows.map(({ what, usual, holdfast, here }) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{usual}</td>
                <td>{holdfast}</td>
                <td>{here}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="dim">{comparison.source}</p>
    </section>
  );
}

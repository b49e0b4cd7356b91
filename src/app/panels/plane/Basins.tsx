/** Where dropped starts end: each basin with its colour, how many take it, and its loss. */

import { stepText } from "../../../charts/geometry/numberText";
import { laneColour } from "../../../charts/palette";
import type { Previews } from "../../../protocol/plane";
import { basinName } from "./planeWords";

export function Basins({ basins, previews, steps, isExact }: Previews & { readonly isExact: boolean }) {
  return (
    <table className="plane-basins">
      <caption>
        {previews.length} starts drawn from this part of the plane, after {stepText(steps)} steps
      </caption>
      <tbody>
        {basins.map((basin, k) => (
          <tr key={`${basin.kind} ${basin.side} ${basin.loss}`}>
            <td>
              <span className="plane-swatch" style={{ background: `var(--${laneColour(k + 1)})` }} />
            </td>
            <th scope="row">{basinName(basin, isExact)}</th>
            <td>{basin.count}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

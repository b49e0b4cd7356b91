/**
 * Samples that are labelled by a teacher, of one data set or of clients: client i draws its own from seed `pseed` + 1 + i, and its
 * teacher lies `hetero` of the way from the common one, of seed `pseed`, to that of its own draw.
 */
import { type Matrix, matrix } from "../../math/matrix";
import { createDraws, type Draws } from "../../math/random";
import type { Clients } from "../types";

/** What `draw` draws of each client, or of the one data set, with the teacher that labels it. */
export function drawClients<Drawn extends { readonly teacher: Matrix }>(
  pseed: number,
  clients: Clients | null | undefined,
  draw: (draws: Draws) => Drawn,
): readonly Drawn[] {
  const common = draw(createDraws(pseed));
  if (!clients) return [common];
  const { count, hetero } = clients;
  return Array.from({ length: count }, (_, i) => {
    const own = draw(createDraws((pseed + 1 + i) >>> 0));
    const { rows, columns } = own.teacher;
    const teacher = own.teacher.data.map((w, e) => {
      const shared = common.teacher.data[e]!;
      return shared + hetero * (w - shared);
    });
    return { ...own, teacher: matrix(rows, columns, teacher) };
  });
}

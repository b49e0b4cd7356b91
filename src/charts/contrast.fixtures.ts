/** Colours of a stylesheet and their contrast, for tests. */

/** The colours of each block of custom properties of the root element, in their order; blocks without one are left out. */
export function colourBlocks(css: string): readonly ReadonlyMap<string, string>[] {
  return [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)]
    .map(
      ([, body]) =>
        new Map([...(body ?? "").matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, hex]) => [name!, hex!])),
    )
    .filter(({ size }) => size > 0);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** Contrast ratio as WCAG 2.2 defines it. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

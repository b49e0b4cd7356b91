/** Text inside XML: what comes from links and files is data, whatever it holds. */

/** Characters that XML 1.0 has no place for, written or escaped: controls, lone surrogates, two non-characters. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
  // As they stand, attributes would turn them into spaces and text would lose the last one.
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** As the content of an element or the value of a quoted attribute; what XML cannot hold becomes U+FFFD. */
export function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, "\ufffd").replace(/[&<>"'\t\n\r]/g, (character) => entities[character] ?? character);
}

export type Attributes = Readonly<Record<string, string | number | null | undefined>>;

/** An element with its attributes; those without a value are left out. `content` is markup. */
export function element(name: string, attributes: Attributes, content = ""): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value == null ? [] : [` ${key}="${escapeXml(String(value))}"`]))
    .join("");
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A coordinate, to a hundredth of a pixel: a fifth of what the eye tells apart on paper. */
export function coordinate(value: number): string {
  // + 0 leaves no "-0"
  return String(Math.round(value * 100) / 100 + 0);
}

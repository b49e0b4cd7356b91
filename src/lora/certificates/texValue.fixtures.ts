/** The value of a formula in TeX whose symbols are numbers: a parser by recursive descent, for tests only. */

const token = /\s*(\\v\{(\w+)\}|\\[a-zA-Z]+|\\[{}]|\d+(?:\.\d+)?|[-+/^(){},])/y;

function tokensOf(tex: string): string[] {
  const text = tex.replace(/\\(?:left|right)(?=[\\(){}])/g, "").trimEnd();
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const from = token.lastIndex;
    const found = token.exec(text);
    if (!found?.[1]) throw new Error(`cannot read ${text.slice(from)}`);
    tokens.push(found[1]);
  }
  return tokens;
}

const closing: Readonly<Record<string, string>> = { "(": ")", "{": "}", "\\{": "\\}" };

/** Throws on TeX that it does not know, and on a name without a number. */
export function texValue(tex: string, numbers: Readonly<Record<string, number>>): number {
  const tokens = tokensOf(tex);
  let i = 0;
  const peek = () => tokens[i] ?? "";
  const take = (expected?: string) => {
    const next = peek();
    if (expected !== undefined && next !== expected) throw new Error(`${tex}: ${expected} expected, ${next} found`);
    i++;
    return next;
  };
  const enclosed = (): number[] => {
    const end = closing[take()] ?? "";
    const values = [sum()];
    while (peek() === ",") {
      take();
      values.push(sum());
    }
    take(end);
    return values;
  };
  /** What a command takes: a group, or one digit. */
  const argument = (): number => {
    if (peek() === "{") return enclosed()[0]!;
    const digits = take();
    if (digits.length > 1) tokens.splice(i, 0, digits.slice(1));
    return Number(digits[0]);
  };
  function atom(): number {
    const name = /^\\v\{(\w+)\}$/.exec(peek())?.[1];
    if (name !== undefined) {
      take();
      const value = numbers[name];
      if (value === undefined) throw new Error(`${tex}: no number ${name}`);
      return value;
    }
    if (peek() in closing) return enclosed()[0]!;
    const head = take();
    if (head === "\\frac" || head === "\\tfrac") return argument() / argument();
    if (head === "\\sqrt") return Math.sqrt(argument());
    if (head === "\\max") return Math.max(...enclosed());
    if (head === "\\min") return Math.min(...enclosed());
    if (head === "\\ln") return Math.log(enclosed()[0]!);
    if (!/^\d/.test(head)) throw new Error(`${tex}: ${head} not known`);
    return Number(head);
  }
  function power(): number {
    const base = atom();
    if (peek() !== "^") return base;
    take();
    return base ** argument();
  }
  function product(): number {
    let value = power();
    for (;;) {
      const next = peek();
      if (next === "\\cdot") take();
      if (next === "/") {
        take();
        value /= power();
      } else if (next === "" || ["+", "-", ",", ")", "}", "\\}"].includes(next)) return value;
      else value *= power();
    }
  }
  function sum(): number {
    let value = product();
    while (peek() === "+" || peek() === "-") value += take() === "+" ? product() : -product();
    return value;
  }
  const value = sum();
  if (i < tokens.length) throw new Error(`${tex}: ${peek()} left over`);
  return value;
}

import { Check, Copy } from "lucide-react";
import { useState } from "react";

interface Props {
  readonly text: string;
  /** for screen readers: what is copied */
  readonly what: string;
}

export function CopyButton({ text, what }: Props) {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setState("copied");
    } catch {
      setState("refused");
    }
  }
  return (
    <span className="flex items-center gap-2">
      <span role="status" className="text-[12px] text-mute">
        {state === "copied" ? "Copied" : state === "refused" ? "The browser does not let it: select and copy" : ""}
      </span>
      <button type="button" className="button" aria-label={`Copy ${what}`} onClick={copy}>
        {state === "copied" ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        Copy
      </button>
    </span>
  );
}

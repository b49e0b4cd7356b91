/** One notice: what it says, seen and heard, and the button that puts it away. */
import { X } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useAnnounced } from "../hooks/useAnnounced";

const edges = { info: "border-l-accent", warn: "border-l-warn", bad: "border-l-bad" };

interface NoticeCardProps {
  readonly tone: keyof typeof edges;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}

export function NoticeCard({ tone, onDismiss, children }: NoticeCardProps) {
  const text = useRef<HTMLParagraphElement>(null);
  const [words, setWords] = useState("");
  useLayoutEffect(() => setWords(text.current?.textContent ?? ""));
  useAnnounced(words);
  return (
    <div
      className={`pointer-events-auto flex items-start gap-3 rounded-lg border border-l-4 border-edge bg-card py-2 pr-2 pl-3 shadow-(--shadow) ${edges[tone]}`}
    >
      <p ref={text} className="min-w-0 flex-1 break-words">
        {children}
      </p>
      <button type="button" className="rounded p-1 text-mute hover:text-ink" aria-label="Dismiss" onClick={onDismiss}>
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}

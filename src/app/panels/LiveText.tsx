/** Text that follows the run without rendering: written to its node, and only when it differs. */
import { useRef } from "react";
import { useFrame } from "../hooks/useFrame";

interface Props {
  readonly read: () => string;
  readonly className?: string;
}

export function LiveText({ read, className }: Props) {
  const node = useRef<HTMLSpanElement>(null);
  useFrame(() => {
    const text = read();
    if (node.current && node.current.textContent !== text) node.current.textContent = text;
  });
  return <span ref={node} className={className} />;
}

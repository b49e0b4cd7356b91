import { type ReactNode, useEffect, useRef, useState } from "react";

interface Props {
  /** of what is shown, in pixels */
  readonly width: number;
  readonly children: ReactNode;
}

/** Shows a sheet as large as there is room, at most at its own size; the sheet itself keeps its measures. */
export function Preview({ width, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ room: width, height: 0 });
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      setSize({ room: frame.current?.clientWidth ?? width, height: content.current?.offsetHeight ?? 0 });
    });
    for (const element of [frame.current, content.current]) if (element) observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  const scale = Math.min(1, size.room / width);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus
    <section className="export-preview" aria-label="Preview" tabIndex={0}>
      <div ref={frame}>
        <div className="export-fit" style={{ width: scale * width, height: scale * size.height }}>
          <div ref={content} style={{ width, transform: `scale(${scale})`, transformOrigin: "0 0" }}>
            {children}
          </div>
        </div>
      </div>
    </section>
  );
}

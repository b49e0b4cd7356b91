/** The code of a link, black on white in every theme: readers expect it so. */
import { Maximize2 } from "lucide-react";
import { useMemo, useRef } from "react";
import { MAX_QR_BYTES, qrCodeOf, recovered } from "./qrCode";

export function QrPicture({ address }: { readonly address: string }) {
  const figure = useRef<HTMLElement>(null);
  const code = useMemo(() => qrCodeOf(address), [address]);
  if (!code) {
    return (
      <p className="share-code-none">
        This link has {address.length} characters, more than the {MAX_QR_BYTES} that a QR code holds. Matrices make
        links long: a seed, or a file, keeps them short.
      </p>
    );
  }
  const { side, modules, level, path } = code;
  return (
    <figure ref={figure} className="share-code">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label="QR code of the link" shapeRendering="crispEdges">
        <rect width={side} height={side} fill="#ffffff" />
        <path d={path} fill="#000000" />
      </svg>
      <figcaption>
        <span>
          {modules} × {modules} modules, level {level}: up to {recovered[level]} may be lost
        </span>
        {document.fullscreenEnabled && (
          <button type="button" className="button" onClick={() => figure.current?.requestFullscreen()}>
            <Maximize2 size={14} aria-hidden /> Full screen
          </button>
        )}
      </figcaption>
    </figure>
  );
}

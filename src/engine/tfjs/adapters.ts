/**
 * What this browser has to compute on, found without loading TensorFlow.js, so that a visitor without a GPU never fetches it.
 * Software adapters count only where they are asked for: they are slower than the float64 engine.
 */

/** What `select` asks for: hardware only, or software as well where the engine is forced. */
export interface AdapterRequest {
  readonly allowSoftware: boolean;
}

/** An engine that cannot be had here. The message is a sentence for the page. */
export class EngineUnavailable extends Error {
  override readonly name = "EngineUnavailable";
}

export interface WebgpuAdapter {
  readonly adapter: GPUAdapter;
  readonly software: boolean;
}

export interface WebglContext {
  readonly gl: WebGL2RenderingContext;
  readonly renderer: string;
  readonly software: boolean;
}

const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|software|basic render/i;

export async function findWebgpu({ allowSoftware }: AdapterRequest): Promise<WebgpuAdapter> {
  // Typed as always there, but absent outside secure contexts, in other hosts, and in browsers without WebGPU.
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu;
  if (!gpu) throw new EngineUnavailable("This browser does not offer WebGPU here.");
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new EngineUnavailable("WebGPU found no adapter.");
  const { isFallbackAdapter, vendor, architecture, description } = adapter.info;
  // Named software too: older browsers do not say in `info` whether an adapter is the fallback.
  const software = isFallbackAdapter || SOFTWARE_RENDERER.test(`${vendor} ${architecture} ${description}`);
  if (software && !allowSoftware) throw new EngineUnavailable("WebGPU has only a slow software adapter here.");
  return { adapter, software };
}

export function findWebgl({ allowSoftware }: AdapterRequest): WebglContext {
  if (typeof OffscreenCanvas === "undefined") {
    throw new EngineUnavailable("This browser does not offer WebGL outside the page here.");
  }
  // A context that would be rendered in software is not even opened, unless it is asked for.
  const hardware = open(true);
  if (hardware && !SOFTWARE_RENDERER.test(hardware.renderer)) return { ...hardware, software: false };
  const any = allowSoftware ? (hardware ?? open(false)) : null;
  if (any) return { ...any, software: true };
  throw new EngineUnavailable(
    allowSoftware
      ? "This browser does not offer WebGL 2 here."
      : "WebGL 2 is absent or rendered by slow software here.",
  );
}

function open(failIfMajorPerformanceCaveat: boolean): { gl: WebGL2RenderingContext; renderer: string } | null {
  const attributes = { alpha: false, antialias: false, depth: false, stencil: false, premultipliedAlpha: false };
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2", { ...attributes, failIfMajorPerformanceCaveat });
  if (!gl) return null;
  const names = gl.getExtension("WEBGL_debug_renderer_info");
  return { gl, renderer: String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) };
}

/**
 * What is measured at an iterate, by published column name: one row per lane and iterate, at V_t, before the step.
 * loss = J(V_t), grad_norm_sq = ‖∇J‖², step_size = η_t, v_norm_sq = ‖V_t‖², loss_grad_norm = ‖G‖.
 */
export const measuredColumns = ["loss", "grad_norm_sq", "step_size", "v_norm_sq", "loss_grad_norm"] as const;
/** Columns of the digits loss: accuracy on the source (0–4) and target (5–9) test images, in [0, 1]. */
export const accuracyColumns = ["accuracy_source", "accuracy_target"] as const;
/** Coordinates (b, a) of V_t, measured for 1×1 problems of rank 1 only; drawn, not exported. */
export const planeColumns = ["plane_b", "plane_a"] as const;

export type MeasuredColumn =
  | (typeof measuredColumns)[number]
  | (typeof accuracyColumns)[number]
  | (typeof planeColumns)[number];

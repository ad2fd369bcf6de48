/** What was asked for, or a reason from a closed list; a `switch` over the reason is checked by the compiler. */
export type Result<Value, Reason extends string> = { ok: true; value: Value } | { ok: false; reason: Reason; detail?: string }

/** The value that was asked for. */
export const ok = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })

/** Why it was not done; `detail` is for people and may name the thing that stood in the way. */
export const no = <Reason extends string>(reason: Reason, detail?: string): { ok: false; reason: Reason; detail?: string } =>
  detail === undefined ? { ok: false, reason } : { ok: false, reason, detail }

import { type Pap, strictestPap } from '#domain/pap.ts'
import { isWithinTlp, type Tlp } from '#domain/tlp.ts'

/** Who may see what a source says, and what may be done with it. */
export interface Labels {
  tlp: Tlp
  pap: Pap
}

/** Whether either label lets more people see, or lets more be done, than before. */
export const isMilder = (before: Labels, after: Labels): boolean =>
  !isWithinTlp(before.tlp, after.tlp) || strictestPap(before.pap, after.pap) !== after.pap

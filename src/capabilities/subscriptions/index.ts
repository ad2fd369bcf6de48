/** For whoever tells of a warning: who wants it at once, and by which ways. */
export { noteItems, plansFor } from './plan.ts'
export type { Plan } from './rules.ts'

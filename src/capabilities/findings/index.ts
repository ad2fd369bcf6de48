/** What neighbours may ask of findings. */
export { forgetPage, reassign, record, settleForgotten, type Tally } from './actions.ts'
export { allKinds, kindFor, kindOf, wordsOf } from './kinds/index.ts'
export type { Kind } from './kinds/kind.ts'
export type { Reason, Taken, Verdict } from './rules.ts'
export { assetKey, severityOf } from './rules.ts'
export {
  countAll,
  findingsOn,
  type Ground,
  ignoredByRule,
  looseCounts,
  looseGroups,
  looseOn,
  looseSightings,
  type StoredSighting,
  sightingsOfFindings,
} from './store.ts'
export { reasonInWords } from './story.ts'

/** What neighbours may ask of findings. */

export {
  changeOperators,
  forgetPage,
  makeReady,
  type Ready,
  reassign,
  record,
  settleForgotten,
  settleReadAgain,
  type Tally,
} from './actions.ts'
export {
  type AnswerFault,
  answerFindings,
  findingsToTell,
  markRead,
  markTold,
  noteCalled,
  type Told,
  takeBack,
} from './answers.ts'
export { searchFindings } from './find.ts'
export { allKinds, kindFor, kindOf, wordsOf } from './kinds/index.ts'
export type { Kind } from './kinds/kind.ts'
export {
  type Absence,
  type Absent,
  closeByAbsence,
  closedByAbsenceSince,
  countAbsent,
  kindOfFinding,
  type Measuring,
  natureOfProof,
  noteMeasured,
  proofFacts,
  someAbsent,
  unsettledPairs,
} from './proof.ts'
export { readStory, unsettledThere } from './read.ts'
export type { Reason, Taken, Verdict } from './rules.ts'
export { assetKey, readAnswer, severityOf, severityWord } from './rules.ts'
export {
  countAll,
  findingsOn,
  type Ground,
  ignoredByRule,
  looseCounts,
  looseGroups,
  looseIn,
  looseOfAsn,
  looseOn,
  looseSightings,
  type Operable,
  operableOf,
  partyNames,
  type StoredSighting,
  sightingsOfFindings,
} from './store.ts'
export type { ToTell } from './store-answers.ts'
export {
  type Followed,
  followed,
  idsAfter,
  type Lived,
  livesOf,
  openUntold,
  seenBySources,
  sightingsOfImports,
} from './store-follow.ts'
export { concerning, type FoundThere, foundThere } from './store-report.ts'
export { findingsVersion, type UnsettledAt, unsettledByOrganisation } from './store-unsettled.ts'
export { reasonInWords } from './story.ts'

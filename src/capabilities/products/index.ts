/** For advisories: who has what one names, with the reasons, and who has never said what they run. */
export {
  type AffectedProduct,
  coverageAmong,
  type InventoryMatch,
  type Matched,
  matchInventory,
  type Problem,
  productNames,
} from './match.ts'
/** The one question to members about what is unsure. */
export { askAbout, openQuestions, settledBy, type Unsure } from './questions.ts'
/** The lines of matches, as pages show them. */
export { searchLines, shownLinesById } from './show.ts'
/** For whoever compares what was said with what is there now. */
export { inventoriesChanged } from './store.ts'

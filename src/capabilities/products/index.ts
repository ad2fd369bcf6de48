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
/** The lines of matches, as pages show them. */
export { shownLinesById } from './show.ts'

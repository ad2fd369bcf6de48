/** What neighbours may ask of warnings. */

/** For whoever fetches what others publish: what a document or a text becomes in a draft, the draft, and where it stands. */
export { type ContentFault, create as beginAdvisory } from './actions.ts'
export { bytesOf, importCsaf } from './import.ts'
export { type KnownNow, partsOf } from './mail.ts'
export { advisoryNamed, publishedNow } from './neighbours.ts'
export { endInWords, type OverWords, overInWords } from './over.ts'
export { type Issued, issuedWarning } from './published.ts'
export { emptyContent, inLocale } from './rules.ts'
export { sayable } from './rules-said.ts'
export { contentOfProposal, proposalOf } from './rules-text.ts'
export { csafOfAdvisory, listed as listedAdvisories, oursListed, type Served } from './show.ts'
export { countAdvisories, onceIssued, type VersionRecord } from './store.ts'
export { everyAddress } from './store-addresses.ts'
export { type IssuedVersion, issuedAs, issuedSince, reasonsAt } from './store-issued.ts'
export { advisoriesNamed, type NamedAdvisory } from './store-named.ts'
export {
  openWarnings,
  type Reached,
  reachedBy,
  reachedFigures,
  reasonsFor,
  type Warning,
  warningRow,
  warningsWithin,
} from './store-reached.ts'
export type { Variant } from './store-variants.ts'
export { draftOf, papSaidBy, sourceOf } from './taken.ts'
export { publisherOf } from './team.ts'
export { knownNow, tellThese } from './tell.ts'
export { drawWordings, inWording, setVariants, variantsNow, variantsOf, type WordingKey } from './variants.ts'
export { groupWords, reasonInWords, typeWords } from './words.ts'
export { leftOutInWords } from './words-left-out.ts'

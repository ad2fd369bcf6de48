/** What neighbours may ask of intake. */
export { type IntakeTally, type Knowledge, know, type Origin, reattribute, stillKnow, take } from './actions.ts'
export { ownerAt } from './rules.ts'

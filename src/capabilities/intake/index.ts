/** What neighbours may ask of intake. */
export {
  type IntakeTally,
  type Knowledge,
  know,
  type Origin,
  reattribute,
  stillKnow,
  take,
  type Understood,
  understandAll,
} from './actions.ts'
export { ownerAt } from './rules.ts'

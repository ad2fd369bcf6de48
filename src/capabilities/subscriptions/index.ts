/** For whoever tells of a warning: who wants it at once, and by which ways. */
/** For whoever writes letters: who wants what in them, what they are to hold, and what has been told. */
export { choicesBy, noteItems, plansFor } from './plan.ts'
export {
  choicesOf,
  mayInform,
  type Plan,
  placeInLetter,
  usualChoice,
  type Warning,
  warningOf,
  waysFor,
  whenAddressed,
  whenInformed,
} from './rules.ts'
export { possibleAt } from './show.ts'
export {
  addItems,
  addLetter,
  type Item,
  informationItem,
  informationPage,
  informedOf,
  itemsBetween,
  organisationsTold,
  toldUntil,
} from './store.ts'
export { waysOut } from './unsubscribe.ts'
export { sayChoice } from './words.ts'

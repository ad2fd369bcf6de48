/** What neighbours may ask of measures. */
export { answer, takeBack } from './actions.ts'
export { isOverdue } from './rules.ts'
export { searchMeasures } from './show.ts'
export {
  type Advised,
  type AdvisedNow,
  type AdvisedProgress,
  type AdvisedWords,
  advisedAsked,
  advisedNow,
  advisedProgress,
  type Claimed,
  claimedOf,
  claimedWarnings,
  effectThere,
  type Judged,
  judge,
  linkedMeasures,
  markAdvisedRead,
  markAdvisedTold,
  operateAdvised,
  operatorLabels,
  partyNames,
  putAdvised,
  withdrawAdvised,
} from './store.ts'
export {
  type AdvisedStand,
  advisedCurve,
  advisedFigures,
  advisedStand,
  advisedWaiting,
  advisedWaitingOf,
  tellingAnswers,
} from './store-advised.ts'
export { setAsideWith, undoneOfWarning } from './store-aside.ts'

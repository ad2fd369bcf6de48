/** What neighbours may ask of measures. */
export { searchMeasures } from './show.ts'
export {
  type Advised,
  type AdvisedProgress,
  type AdvisedWords,
  advisedProgress,
  effectThere,
  markAdvisedRead,
  markAdvisedTold,
  putAdvised,
  withdrawAdvised,
} from './store.ts'

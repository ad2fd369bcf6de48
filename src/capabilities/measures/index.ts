/** What neighbours may ask of measures. */
export { searchMeasures } from './show.ts'
export { effectThere } from './store.ts'

/** What neighbours may ask of the demo. */
export { isDemo } from './guard.ts'

/** What neighbours may ask of what is published. */
export { type ForWhom, weeklyDigest } from './digest.ts'
export { digestText } from './feeds.ts'
export { boundsOf, weekBeside, weekOf } from './rules-week.ts'

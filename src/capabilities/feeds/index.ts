/** What neighbours may ask of feeds. */
export { countSources } from './live-sources.ts'
export { daysReceived, deliveredDays, receivedOn, titlesOf } from './store-health.ts'
export { waitingClosings } from './store-proof.ts'
export { searchSources } from './store-search.ts'

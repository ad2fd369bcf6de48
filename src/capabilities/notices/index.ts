/** What neighbours may ask of notices. */
export { type NotedCall, noteCall } from './by-hand.ts'
export { fileReplies } from './inbound.ts'
export { findingsOf, readNotice, searchNotices } from './read.ts'
export { scriptOf } from './script.ts'
export { type Dealings, dealingsElsewhere, dealingsWith, type LastMail, lastMails } from './store-dealings.ts'
export { stillAsked } from './store-script.ts'
export { answerPlace } from './words/wording.ts'

/** What neighbours may ask of notices. */
export { type NotedCall, noteCall } from './by-hand.ts'
export { fileReplies } from './inbound.ts'
export { scriptOf } from './script.ts'

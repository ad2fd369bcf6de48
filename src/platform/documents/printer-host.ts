/** Makes documents in a process of its own, one after the other; ends with the process that started it. */
import type { Printed } from './document.ts'
import { createTypesetter } from './typeset.ts'

const typeset = createTypesetter()

process.on('message', (document: Printed) => {
  try {
    process.send!({ pdf: typeset(document) })
  } catch (fault) {
    // The compiler says what is wrong in `code`, and nothing in `message`.
    process.send!({ fault: String((fault as { code?: string }).code ?? fault) })
  }
})
process.on('disconnect', () => process.exit())
// The terminal's Ctrl-C goes to the whole group: what is being printed is finished, and the owner ends first.
process.on('SIGINT', () => undefined)

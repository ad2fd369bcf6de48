import { Worker } from 'node:worker_threads'
import { no, type Result } from '#domain/result.ts'
import type { Judgement } from './judge.ts'
import { largestDocument } from './read.ts'

/** Why a document could not be tested. */
export const notTested = [
  'not-json',
  'not-csaf',
  'too-large',
  'too-deep',
  'took-too-long',
  'ran-out-of-memory',
  'failed',
] as const
export type Validation = Result<Judgement, (typeof notTested)[number]>

/** What goes to the thread and what comes back. `begun`: the tests are loaded, and the time of this document runs. */
export interface ToWorker {
  id: number
  text: string
}
export type FromWorker = { id: number; kind: 'begun' } | { id: number; kind: 'done'; validation: Validation }

/** Tests documents one after another in a thread of its own. */
export interface Validator {
  /** What schema, mandatory, optional and informative tests say (csaf § 6). */
  validate(text: string): Promise<Validation>
  /** Ends the thread. Without it the thread ends with the process, which it does not keep alive. */
  close(): Promise<void>
}

/** Schema and 6.1.1 compare every product with every other: with more than these they take longer than anybody waits. */
const mostProducts = 25_000

/** A thread that did not load its tests in this time is given up; usually that takes six seconds, on a busy machine minutes. */
const loadSeconds = 600

/**
 * Starts a validator. The thread begins with the first document and loads its tests once, which takes seconds; a document that
 * takes longer than `secondsEach`, or more memory than `memoryMb`, ends with a reason and the thread is replaced.
 */
export function startValidator({ secondsEach = 30, memoryMb = 1_024 } = {}): Validator {
  let worker: Worker | undefined
  let count = 0
  let turn: Promise<unknown> = Promise.resolve()

  const start = () =>
    new Worker(new URL('./validate-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: memoryMb } })

  const ask = (text: string): Promise<Validation> => {
    worker ??= start()
    const thread = worker
    const id = count++
    return new Promise((resolve) => {
      const give = (validation: Validation, lost: boolean) => {
        clearTimeout(timer)
        thread.off('message', hear).off('error', fail).off('exit', gone)
        thread.unref()
        if (lost) {
          worker = undefined
          // What a thread says while it ends is nobody's business any more.
          thread.on('error', () => undefined)
          void thread.terminate()
        }
        resolve(validation)
      }
      const tooLong = () => give(no('took-too-long', `over ${secondsEach} seconds`), true)
      const hear = (message: FromWorker) => {
        if (message.id !== id) return
        if (message.kind === 'done') return give(message.validation, false)
        clearTimeout(timer)
        timer = setTimeout(tooLong, secondsEach * 1_000)
      }
      const fail = (error: NodeJS.ErrnoException) =>
        give(no(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'ran-out-of-memory' : 'failed', error.message), true)
      const gone = () => give(no('failed', 'the thread ended'), true)
      let timer = setTimeout(
        () => give(no('failed', `the tests did not load in ${loadSeconds} seconds`), true),
        loadSeconds * 1_000,
      )
      thread.ref()
      thread.on('message', hear).on('error', fail).on('exit', gone)
      thread.postMessage({ id, text } satisfies ToWorker)
    })
  }

  return {
    validate(text) {
      if (text.length > largestDocument) return Promise.resolve(no('too-large', `over ${largestDocument / 1024 / 1024} MB`))
      if (text.split('"product_id"').length > mostProducts)
        return Promise.resolve(no('too-large', `over ${mostProducts} products`))
      const validation = turn.then(() => ask(text))
      turn = validation
      return validation
    },
    async close() {
      await worker?.terminate()
      worker = undefined
    },
  }
}

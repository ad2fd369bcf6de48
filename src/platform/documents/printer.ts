import { type ChildProcess, fork } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { no, ok, type Result } from '#domain/result.ts'
import type { Printed } from './document.ts'

/** Why there is no document: too many wait, or it took more time or memory than one may. */
export type Unprinted = 'print-busy' | 'print-too-much'

export interface Printer {
  /** The document as a PDF. One is made at a time; what the typesetter itself cannot do is thrown. */
  print(document: Printed): Promise<Result<Uint8Array, Unprinted>>
  /** The process that makes documents, when there is one. */
  readonly pid: number | undefined
}

export interface Limits {
  /** How many may wait. */
  waiting: number
  /** How long one may take, in milliseconds. */
  ms: number
  /** How much memory the process may take while it makes one, in bytes. */
  bytes: number
}

const usual: Limits = { waiting: 50, ms: 20_000, bytes: 1024 ** 3 }
const lookEveryMs = 250
const script = fileURLToPath(new URL('printer-host.ts', import.meta.url))
const pageBytes = 4096

interface Answer {
  pdf?: Uint8Array
  fault?: string
}

/**
 * Prints in a process of its own, which is started with the first document and stays: setting type takes the processor for as long as it lasts,
 * and nothing but ending its process stops it. The server goes on meanwhile, and outlives whatever happens there.
 */
export function createPrinter(limits: Limits = usual): Printer {
  let host: ChildProcess | undefined
  let turn: Promise<unknown> = Promise.resolve()
  let waiting = 0

  function start(): ChildProcess {
    const child = fork(script, [], { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const forget = () => {
      if (host === child) host = undefined
    }
    child.on('exit', forget).on('error', forget)
    rest(child)
    return child
  }

  /** Makes one document; while it is made, the process is watched, and ended when it takes too much. */
  function make(document: Printed): Promise<Result<Uint8Array, Unprinted>> {
    host ??= start()
    const child = host
    child.ref()
    child.channel?.ref()
    let tooMuch = false
    const end = () => {
      tooMuch = true
      child.kill('SIGKILL')
    }
    const clock = setTimeout(end, limits.ms)
    const watch = setInterval(() => void memoryOf(child.pid).then((bytes) => bytes > limits.bytes && end()), lookEveryMs)
    let forget = () => {}
    return new Promise<Result<Uint8Array, Unprinted>>((done, failed) => {
      const onMessage = ({ pdf, fault }: Answer) => (pdf ? done(ok(pdf)) : failed(new Error(fault)))
      const onExit = (code: number | null) =>
        tooMuch ? done(no('print-too-much')) : failed(new Error(`the printer ended (${code})`))
      child.on('message', onMessage).on('exit', onExit).on('error', failed)
      forget = () => child.off('message', onMessage).off('exit', onExit).off('error', failed)
      child.send(document)
    }).finally(() => {
      clearTimeout(clock)
      clearInterval(watch)
      forget()
      rest(child)
    })
  }

  return {
    async print(document) {
      if (waiting >= limits.waiting) return no('print-busy')
      waiting += 1
      const mine = turn.then(() => make(document))
      turn = mine.catch(() => undefined)
      return mine.finally(() => {
        waiting -= 1
      })
    },
    get pid() {
      return host?.pid
    },
  }
}

/** A process that waits keeps nobody from ending. */
function rest(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}

/** Memory that a process has, in bytes; 0 where the system does not tell. */
const memoryOf = (pid: number | undefined): Promise<number> =>
  readFile(`/proc/${pid}/statm`, 'utf8').then(
    (text) => Number(text.split(' ')[1]) * pageBytes,
    () => 0,
  )

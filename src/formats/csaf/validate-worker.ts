import { parentPort } from 'node:worker_threads'
import { type CsafTest, judge, versionOf } from './judge.ts'
import type { CsafVersion } from './shape.ts'
import { testsOf } from './tests.ts'
import type { FromWorker, ToWorker } from './validate.ts'

/** The thread in which documents are tested. It loads the tests of a version when the first such document comes. */
const loaded = new Map<CsafVersion, CsafTest[]>()

/** The tests call themselves for what lies inside; the deepest document of use has some twenty levels. */
const mostDepth = 250

function isTooDeep(document: unknown): boolean {
  let level = [document]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > mostDepth) return true
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
  return false
}

const tell = (message: FromWorker) => parentPort!.postMessage(message)

async function answer({ id, text }: ToWorker): Promise<void> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (error) {
    return tell({ id, kind: 'done', validation: { ok: false, reason: 'not-json', detail: (error as Error).message } })
  }
  if (isTooDeep(document))
    return tell({ id, kind: 'done', validation: { ok: false, reason: 'too-deep', detail: `over ${mostDepth} levels` } })
  const version = versionOf(document)
  if (!version) return tell({ id, kind: 'done', validation: { ok: false, reason: 'not-csaf' } })
  const tests = loaded.get(version) ?? (await testsOf(version))
  loaded.set(version, tests)
  tell({ id, kind: 'begun' })
  tell({ id, kind: 'done', validation: { ok: true, value: await judge(document, version, tests) } })
}

parentPort!.on('message', (message: ToWorker) => void answer(message))

import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { ZodError } from 'zod'
import { createFirstAdministrator, hasAdministrator } from '#capabilities/access/capability.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'

interface Terminal {
  input: NodeJS.ReadableStream
  output: NodeJS.WritableStream
}

const refusals: Readonly<Record<string, string>> = {
  'weak-password': 'That password is too easy to guess. Take at least twelve signs, such as four words, without the name.',
  'name-taken': 'That name is taken.',
}

/** What is too short to be a password is refused before it is looked at. */
function refusedAsWeak(error: unknown): { ok: false; reason: string } {
  if (error instanceof ZodError) return { ok: false, reason: 'weak-password' }
  throw error
}

/**
 * Asks whoever sits at the terminal for the name and password of the first administrator, until they can be taken. A password is
 * not shown while it is typed; an empty one lets one be made, which is printed once. Gives the name; nothing when there is an
 * administrator already, or when the terminal ends before the answer.
 */
export async function askFirstAdministrator(
  { db, clock }: { db: Db; clock: Clock },
  { input, output }: Terminal,
): Promise<string | undefined> {
  if (await hasAdministrator(db)) return undefined
  let hidden = false
  const shown = new Writable({
    write(piece, _encoding, done) {
      if (!hidden) output.write(piece)
      done()
    },
  })
  const lines = createInterface({ input, output: shown, terminal: true })
  const ended = new AbortController()
  lines.once('close', () => ended.abort())
  const ask = async (question: string): Promise<string> => {
    output.write(question)
    const answer = (await lines.question('', { signal: ended.signal })).trim()
    if (hidden) output.write('\n')
    return answer
  }
  try {
    output.write('\nThis Varde is empty. Who is its first administrator?\n')
    for (;;) {
      const name = (await ask('Name to sign in with [admin]: ')).toLowerCase() || 'admin'
      hidden = true
      const password = await ask('Password, at least twelve signs [one is made]: ')
      hidden = false
      if (!/^[a-z0-9][a-z0-9._@-]{1,99}$/.test(name)) {
        output.write('A name is letters, digits, dots and hyphens, at least two.\n')
        continue
      }
      const made = await createFirstAdministrator(db, clock, { name, displayName: name, ...(password && { password }) }).catch(
        refusedAsWeak,
      )
      if (made.ok) {
        if (!password) output.write(`The password of ${name} is ${made.value.password} (printed once).\n`)
        return name
      }
      output.write(`${refusals[made.reason] ?? made.reason}\n`)
    }
  } catch (error) {
    if (ended.signal.aborted) return undefined
    throw error
  } finally {
    lines.close()
  }
}

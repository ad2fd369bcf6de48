import type { Id } from '#domain/id.ts'
import { audit } from '#platform/audit.ts'
import type { Db } from '#platform/db/db.ts'
import { noteUseEverySeconds } from './rules.ts'
import { signInScope } from './sign-in-scope.ts'
import type { Key } from './store.ts'

export type NoteRefusal = (key: Key, reason: string, address: string, now: string) => Promise<void>

/** Writes that a key was refused, once a minute for a key and a reason: a machine that keeps trying fills no trail. */
export function refusedKeys(db: Db): NoteRefusal {
  const noted = new Map<string, string>()
  return async (key, reason, address, now) => {
    const name: `${Id<'key'>} ${string}` = `${key.id} ${reason}`
    const before = noted.get(name)
    if (before !== undefined && Date.parse(now) - Date.parse(before) < noteUseEverySeconds * 1_000) return
    noted.set(name, now)
    await db.in(signInScope, (tx) =>
      audit(
        tx,
        { action: 'key.refused', object: key.id, organisation: key.organisation ?? undefined, detail: { reason, address } },
        now,
      ),
    )
  }
}

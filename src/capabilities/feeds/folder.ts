import { realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'

/**
 * The folder that a source may watch: below the one that the operator of the machine set aside (VARDE_WATCH_ROOT), wherever links lead.
 * Whoever may change a source must not be able to read or move the machine's other files. Nothing when it is not below, or not there.
 */
export async function watchable(root: string | undefined, folder: string): Promise<string | undefined> {
  if (!root) return undefined
  try {
    const base = await realpath(root)
    const wanted = await realpath(resolve(base, folder))
    return wanted.startsWith(base + sep) ? wanted : undefined
  } catch {
    return undefined
  }
}

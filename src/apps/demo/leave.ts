import { rmSync } from 'node:fs'
import { mailFolder } from '#capabilities/demo/capability.ts'
import type { Config } from '#platform/config.ts'
import { clearDatabase, connectionsOfOthers } from '#platform/db/clear.ts'
import { migrate } from '#platform/db/migrate.ts'
import { isHosted, openOwner } from '#platform/db/open.ts'
import { forgetSignIns } from './sign-ins.ts'

/** Whether another process has the configured database open: a server or a worker that would lose its ground. */
export async function isServed(config: Config): Promise<boolean> {
  if (!config.VARDE_DATABASE_URL) return isHosted(config.dataDir)
  const db = openOwner(config)
  try {
    return (await connectionsOfOthers(db)) > 0
  } finally {
    await db.close()
  }
}

/** Empties the database and the folders of a demo: what is left is a real installation on its first day. Nobody may be serving it. */
export async function leaveDemo(config: Config): Promise<void> {
  const db = openOwner(config)
  try {
    await clearDatabase(db)
    await migrate(db)
  } finally {
    await db.close()
  }
  rmSync(mailFolder(config), { recursive: true, force: true })
  forgetSignIns(config)
}

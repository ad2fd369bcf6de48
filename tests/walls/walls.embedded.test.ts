import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#platform/db/migrate.ts'
import { openEmbedded } from '#platform/db/open.ts'
import { wallsOver } from './walls.ts'

wallsOver('the embedded database', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'varde-walls-'))
  const db = openEmbedded(folder)
  await migrate(db)
  return {
    settings: { VARDE_DATA: folder },
    async close() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
})

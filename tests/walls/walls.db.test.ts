import { freshDatabase } from '../setup/database.ts'
import { wallsOver } from './walls.ts'

wallsOver('PostgreSQL', async () => {
  const database = await freshDatabase()
  return { settings: { VARDE_DATABASE_URL: database.url }, close: () => database.drop() }
})

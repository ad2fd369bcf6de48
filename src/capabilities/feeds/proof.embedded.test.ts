import { expect, it } from 'vitest'
import { sql } from '#platform/db/db.ts'
import { at, openHistory, team } from './fixtures/history.ts'
import { noteSilent } from './silence.ts'

it('The embedded database closes, holds, marks and tells as PostgreSQL does', async () => {
  const history = await openHistory('embedded')
  try {
    const machines = (from: number) => Array.from({ length: 20 - from }, (_, place) => `198.18.1.${from + place}`)
    await history.bring(0, machines(0))
    for (const days of [1, 2, 3]) await history.bring(days, machines(8))
    expect(await history.prove(5)).toMatchObject({ closed: 0, held: 8 })
    expect(await history.events('feeds.closing-held')).toHaveLength(1)
    await history.rows(sql`update closing set state = 'released', findings = 0 returning 1`)
    expect(await history.prove(5)).toMatchObject({ closed: 8 })
    expect((await history.stepsOf('198.18.1.0:')).at(-1)).toMatchObject({ because: { by: 'absence', since: at(1), windows: 3 } })
    expect(await history.prove(9)).toMatchObject({ unmeasured: 12 })
    await history.db.in(team, (tx) => noteSilent(tx, at(9)))
    expect(await history.events('feeds.source-silent')).toHaveLength(1)
  } finally {
    await history.close()
  }
})

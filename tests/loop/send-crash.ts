import assert from 'node:assert/strict'
import { sql } from '#platform/db/db.ts'
import { type Desk, openDesk } from '../../src/capabilities/notices/fixtures/desk.ts'
import type { MailHouse } from '../setup/mail.ts'
import type { HouseOptions } from './house.ts'

/** Where sending is cut off, and whether the server had the mail by then. */
export const cuts = [
  { at: 'notices.before-data', taken: false },
  { at: 'notices.in-data', taken: false },
  { at: 'notices.after-250', taken: true },
  { at: 'notices.before-commit', taken: true },
] as const

const notices = 6
/** Which of them is in flight when the process dies. */
const inFlight = 3

/** Kills a sender at a point, lets another one take up what it left, and recounts database against mailbox. */
export async function killAndRecount(engine: HouseOptions['engine'], mail: MailHouse, cut: (typeof cuts)[number]): Promise<void> {
  const box = `box-${cut.at.replaceAll('.', '-')}-${engine}`
  const desk = await openDesk({ ...(engine && { engine }), settings: { VARDE_SMTP_URL: mail.smtpUrl } })
  try {
    await desk.crowd(notices, () => `${box}@varde.example`)
    const killed = await desk.varde(['notices', 'send', '--json'], { VARDE_CRASH_AT: `${cut.at}:${inFlight}` })
    assert.equal(killed.signal, 'SIGKILL')
    const before = await states(desk)
    assert.deepEqual(before, { sent: inFlight - 1, sending: 1, queued: notices - inFlight })

    // Until its lease has ended, whoever has it may be alive; then nobody knows whether the server has it.
    assert.equal((await desk.varde(['notices', 'send', '--json'])).json.sent, notices - inFlight)
    assert.deepEqual(await states(desk), { sent: notices - 1, sending: 1 })
    await desk.rows(sql`update delivery set next_try_at = now() - interval '1 second' where state = 'sending' returning 1`)
    const again = await desk.varde(['notices', 'send', '--json'])
    assert.deepEqual(
      { code: again.code, sent: again.json.sent, sentAgain: again.json.sentAgain },
      { code: 0, sent: 1, sentAgain: 1 },
    )
    assert.deepEqual(await states(desk), { sent: notices })
    assert.equal((await desk.varde(['notices', 'send', '--json'])).json.sent, 0)

    const inDatabase = await desk.rows<{ id: string; again: boolean }>(
      sql`select '<' || message_id || '>' as id, sent_again_at is not null as again from delivery order by id`,
    )
    const arrived = await mail.arrived(box, notices + (cut.taken ? 1 : 0))
    const times = Map.groupBy(arrived, ({ messageId }) => messageId ?? '')
    // None lost, none unknown, and only the one in flight twice, shown as such.
    assert.deepEqual([...times.keys()].sort(), inDatabase.map(({ id }) => id).sort())
    for (const { id, again } of inDatabase) assert.equal(times.get(id)!.length, again && cut.taken ? 2 : 1, id)
    assert.equal(inDatabase.filter(({ again }) => again).length, 1)
    const steps = await desk.rows<{ what: string }>(
      sql`select what from notice_step s join delivery d on d.id = s.delivery_id where d.sent_again_at is not null order by number`,
    )
    assert.deepEqual(
      steps.map(({ what }) => what),
      ['queued', 'unsure', 'sent-again'],
    )
  } finally {
    await desk.close()
  }
}

async function states(desk: Desk): Promise<Record<string, number>> {
  const rows = await desk.rows<{ state: string; count: number }>(
    sql`select state, count(*)::int as count from delivery group by 1`,
  )
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

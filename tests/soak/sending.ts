/** Random kills while notices are sent to postfix, and the recount of database against mailbox. */
import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from '#platform/db/db.ts'
import { type Desk, openDesk } from '../../src/capabilities/notices/fixtures/desk.ts'
import type { HouseOptions } from '../loop/house.ts'
import { type MailHouse, startMail } from '../setup/mail.ts'

/** What came of one soak: how many a killed sender had in its hands, how many went again, and how many mails came more than once. */
export interface Sent {
  notices: number
  kills: number
  inFlight: number
  again: number
  arrived: number
  twice: number
}

const boxes = 5
const longestMs = 400

/**
 * Kills whoever sends so many notices, so many times, each time at a random moment after its first mail; then all are sent to the end.
 * Throws when one is lost, when one came that nobody knows, or when more came twice than were in flight.
 */
export async function killWhileSending(
  engine: NonNullable<HouseOptions['engine']>,
  { notices, kills }: { notices: number; kills: number },
  random: () => number,
): Promise<Sent> {
  const mail = await startMail()
  const desk = await openDesk({ engine, settings: { VARDE_SMTP_URL: mail.smtpUrl } })
  try {
    await desk.crowd(notices, (number) => `box${number % boxes}@soak.example`)
    const inFlight: string[] = []
    let killed = 0
    for (; killed < kills; killed += 1) {
      const held = await killOnce(desk, random)
      if (!held) break
      assert.ok(held.length <= 1, `${held.length} notices were in flight at once`)
      inFlight.push(...held)
    }
    const sent = await desk.varde(['notices', 'send', '--json'])
    assert.deepEqual({ code: sent.code, error: sent.error }, { code: 0, error: '' })
    const rows = await desk.rows<{ id: string; state: string; again: boolean }>(
      sql`select '<' || message_id || '>' as id, state, sent_again_at is not null as again from delivery`,
    )
    assert.deepEqual([...new Set(rows.map(({ state }) => state))], ['sent'])
    await delivered(mail)
    const arrived = (await Promise.all(Array.from({ length: boxes }, (_, box) => mail.read(`box${box}@soak.example`)))).flat()
    const times = Map.groupBy(arrived, ({ messageId }) => messageId ?? '')
    assert.deepEqual([...times.keys()].sort(), rows.map(({ id }) => id).sort())
    for (const { id, again } of rows) {
      const held = inFlight.filter((one) => one === id).length
      assert.equal(again, held > 0, id)
      assert.ok(times.get(id)!.length <= 1 + held, `${id} came ${times.get(id)!.length} times`)
    }
    const again = rows.filter((row) => row.again).length
    const twice = arrived.length - times.size
    return { notices, kills: killed, inFlight: inFlight.length, again, arrived: arrived.length, twice }
  } finally {
    await desk.close()
    await mail.stop()
  }
}

/** Starts a sender and kills it; which notices it had in its hands, or nothing when it had sent all before. Its lease ends at once. */
async function killOnce(desk: Desk, random: () => number): Promise<string[] | undefined> {
  const before = await started(desk)
  const running = desk.start(['notices', 'send', '--json'])
  let ended = false
  void running.ended.then(() => {
    ended = true
  })
  while (!ended && (await started(desk)) === before) await sleep(10)
  await sleep(Math.floor(random() * longestMs))
  running.child.kill('SIGKILL')
  const { signal } = await running.ended
  if (signal !== 'SIGKILL') return undefined
  const held = await desk.rows<{ id: string }>(sql`
    update delivery set next_try_at = now() - interval '1 second' where state = 'sending' returning '<' || message_id || '>' as id`)
  return held.map(({ id }) => id)
}

/** How many notices some sender has had in its hands. */
const started = async (desk: Desk): Promise<number> =>
  (await desk.one<{ count: number }>`select count(*)::int as count from delivery where tries > 0`).count

/** Waits until postfix has delivered all that it took. */
async function delivered(mail: MailHouse): Promise<void> {
  const lines = (words: string): number => mail.log().split(words).length
  for (let quiet = 0; quiet < 5; ) {
    await sleep(100)
    quiet = lines('(queue active)') === lines(': removed') ? quiet + 1 : 0
  }
}

import assert from 'node:assert/strict'
import { day, hour, later, type Utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { type MailHouse, type Received, startMail } from '../setup/mail.ts'
import { type House, type HouseOptions, openHouse, report } from './house.ts'

/** A Monday at eight in the morning in Oslo. */
export const monday: Utc = '2026-11-16T07:00:00.000Z'

/** A house that can send and receive mail, with a clock that stands still until it is moved. */
export async function openMailHouse(options: HouseOptions & { at?: Utc } = {}) {
  const mail = await startMail()
  const clock = clockAt(options.at ?? monday)
  const settings = {
    VARDE_SMTP_URL: mail.smtpUrl,
    VARDE_IMAP_URL: mail.imapUrl('varsel@kommunecert.example'),
    VARDE_PUBLIC_URL: 'https://varde.example',
    ...options.settings,
  }
  const house = await openHouse({ ...options, clock, settings }).catch(async (error: Error) => {
    await mail.stop()
    throw error
  })
  return {
    ...house,
    mail,
    clock,
    pass: (milliseconds: number) => clock.set(later(clock.now(), milliseconds)),
    async close() {
      await house.close()
      await mail.stop()
    },
  }
}
export type TellingHouse = House & { mail: MailHouse; clock: ReturnType<typeof clockAt>; pass(milliseconds: number): void }

/** The token of the answer link in a mail; it stands in text and HTML alike. */
export function answerLinkIn(mail: Pick<Received, 'text' | 'html'>): string {
  const [inText, inHtml] = [mail.text, mail.html].map(
    (body) => /https:\/\/varde\.example\/answer#([\w.~-]+)/.exec(body ?? '')?.[1],
  )
  assert.ok(inText, 'the text has an answer link')
  assert.equal(inHtml, inText)
  return inText
}

/** One day's report: the machines that are still there, among enough others that a day without ours is a day like any other. */
const daily = (at: Utc, ours: readonly string[]): string =>
  report([
    ...Array.from({ length: 20 }, (_, index) => ({ ip: `198.18.200.${index + 1}`, at, severity: 'medium' })),
    ...ours.map((ip) => ({ ip, at, severity: 'critical' })),
  ])

/** What the whole loop came to, for the one test that runs on both databases. */
export async function wholeLoop(engine: 'postgresql' | 'embedded') {
  const house = await openMailHouse({ engine })
  try {
    const owner = await house.organisation('Fjord kommune', { constituencies: ['municipal'] })
    const other = await house.organisation('Berg kommune', { constituencies: ['municipal'] })
    await house.holding(owner, '198.18.7.0/24')
    await house.holding(other, '198.18.200.0/24')
    await house.contact(owner, { role: 'security', name: 'Sikkerhetsvakten', email: 'sikkerhet@fjord.example' })
    await house.contact(other, { role: 'security', name: 'IKT-vakten', email: 'ikt@berg.example' })
    const member = await house.key(owner)
    const team = await house.key(null)
    const shadowserver = {
      name: 'shadowserver',
      title: 'Shadowserver',
      provider: 'Shadowserver',
      format: 'shadowserver',
      rhythmHours: 24,
    }
    assert.equal((await house.ask(team, '/sources', { method: 'POST', body: shadowserver })).status, 200)
    const ip = '198.18.7.9'
    /** A day passes: the report of yesterday comes, is read and judged. */
    const nextReport = async (ours: readonly string[]) => {
      house.pass(day)
      const seenAt = later(house.clock.now(), -30 * hour)
      await house.bring(daily(seenAt, ours), { fileName: `${seenAt.slice(0, 10)}-scan_rdp-all.csv` })
      await house.turn('feeds.prove', 'notices.gather', 'notices.send')
    }
    await house.bring(daily(later(house.clock.now(), -2 * day), []), { fileName: '2026-11-14-scan_rdp-all.csv' })
    await nextReport([ip])
    house.pass(hour / 60)
    await house.turn('notices.gather', 'notices.send')
    const told = await house.mail.arrived('sikkerhet@fjord.example')

    const token = answerLinkIn(told[0]!)
    const link = await house.ask('', '/answer-link', { method: 'POST', body: { token } })
    const ids = link.json.findings.map((finding: { id: string }) => finding.id)
    const answered = await house.ask('', '/answer-link/answer', {
      method: 'POST',
      body: { token, ids, answer: { answer: 'fixed' }, name: 'Kari på IKT' },
    })
    await house.turn()
    const claimed = await stateOf(house, ip)
    for (let days = 1; days <= 6; days += 1) await nextReport([])
    const proved = await stateOf(house, ip)

    await nextReport([ip])
    house.pass(hour / 60)
    await house.turn('notices.gather', 'notices.send')
    const back = await stateOf(house, ip)
    const toldAgain = await house.mail.arrived('sikkerhet@fjord.example', 2)
    const story = await house.ask(member, `/findings/${ids[0]}`)
    const watch = await house.ask(team, '/watch')
    const notices = await house.ask(member, '/notices')
    return { told, link, answered, claimed, proved, back, toldAgain, story, watch, notices }
  } finally {
    await house.close()
  }
}

interface Stand {
  state: string
  answer: string | null
  closed_by: string | null
  what: string[]
}

async function stateOf(house: Pick<House, 'rows'>, ip: string): Promise<Stand> {
  const [found] = await house.rows<Stand>(sql`
    select state, answer, closed_by, (select array_agg(what order by number) from finding_step where finding_id = f.id) as what
    from finding f where host(ip) = ${ip}`)
  assert.ok(found)
  return found
}

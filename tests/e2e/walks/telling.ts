import type { Page } from 'playwright-core'
import PostalMime, { type Email } from 'postal-mime'
import { sourceNamed } from '#capabilities/feeds/ask.ts'
import { systemScope } from '#domain/scope.ts'
import { later, type Utc } from '#domain/time.ts'
import { clockAt } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { turn } from '../../loop/house.ts'
import { startSmtpPeer } from '../../setup/peers.ts'
import { openHouse } from '../house.ts'

const system = systemScope('test')

/** A Monday at five in the morning in Oslo: what is found before is told at eight. */
export const monday: Utc = '2026-11-16T04:00:00.000Z'

const columns =
  'number,external_key,name,kinds,constituencies,language,membership,member_since,networks,operated_networks,valid_from,security_email,operations_telephone'

/** A list of members as the register reads it. */
export const memberList = (rows: readonly string[]): Buffer => Buffer.from([columns, ...rows, ''].join('\n'))

/** Who makes a report on an ordinary day long enough to be believed; nobody of them is in any walk. */
export const neighbours = ',neighbours,Berg kommune,municipality,municipal,nb,member,2025-01-01,198.18.200.0/24,,2025-01-01,,'

interface Seen {
  ip: string
  severity: string
  host?: string
}

/** A report of Shadowserver as it comes each day: what it names, among machines of the neighbours. */
export const reportOf = (at: Utc, port: number, seen: readonly Seen[]): string =>
  ['"timestamp","severity","ip","protocol","port","hostname","tag","asn"']
    .concat(
      [...seen, ...Array.from({ length: 20 }, (_, index) => ({ ip: `198.18.200.${index + 1}`, severity: 'low', host: '' }))].map(
        ({ ip, severity, host = '' }) =>
          [at.slice(0, 19).replace('T', ' '), severity, ip, 'tcp', port, host, 'scan', '64496']
            .map((cell) => `"${cell}"`)
            .join(','),
      ),
    )
    .concat('')
    .join('\n')

/**
 * A house that tells by mail, with a clock that stands still until it is moved; `keepTime` gives it to a page.
 * Mail goes by SMTP to a peer, and is read there.
 */
export async function openTellingHouse({
  settings,
  ...options
}: {
  members: Buffer
  membersOf: string
  settings?: Record<string, string>
}) {
  const clock = clockAt(monday)
  const peer = await startSmtpPeer()
  const house = await openHouse({
    ...options,
    clock,
    settings: { VARDE_SMTP_URL: peer.url, VARDE_PUBLIC_URL: 'http://varde.example', ...settings },
  })
  await sourceNamed(house.db, system, 'shadowserver', 'shadowserver', monday)
  await house.db.in(system, (tx) => tx.run(sql`update source set title = 'Shadowserver'`))
  await house.db.in(system, (tx) =>
    tx.run(sql`
      insert into sender (constituency, name, address, telephone, signature, changed_at, changed_by)
      values ('health', 'HelseCERT', 'varsel@helsecert.example', '+47 00 00 00 00', ${JSON.stringify(signature)}::jsonb, ${monday}, 'test'),
        ('municipal', 'KommuneCERT', 'varsel@kommunecert.example', '+47 00 00 00 01', ${JSON.stringify(signature)}::jsonb, ${monday}, 'test')`),
  )
  return {
    ...house,
    clock,
    /** Lets reactions run until none is behind, and then jobs by name. */
    turn: (...jobs: string[]) => turn(house, ...jobs),
    /** A page shows the time of the house. */
    async keepTime(page: Page): Promise<void> {
      await page.clock.setFixedTime(clock.now())
    },
    pass(milliseconds: number): void {
      clock.set(later(clock.now(), milliseconds))
    },
    /** What is due is written and handed over. */
    tell: () => turn(house, 'notices.gather', 'notices.send'),
    /** Every mail that came for an address, oldest first. */
    mails: (box: string): Promise<Email[]> =>
      Promise.all(peer.taken.filter(({ to }) => to.includes(box)).map(({ raw }) => PostalMime.parse(raw))),
    async close() {
      await house.close()
      await peer.stop()
    },
  }
}
export type TellingHouse = Awaited<ReturnType<typeof openTellingHouse>>

const signature = { nb: 'Vakta', nn: 'Vakta', en: 'The duty officer' }

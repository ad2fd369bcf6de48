import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withdraw } from '#capabilities/feeds/actions.ts'
import { dayText } from '#domain/dates.ts'
import { day, hour, later, type Utc, utc } from '#domain/time.ts'
import { makeKey } from '#platform/pgp.ts'
import { gpgIsHere, mailIsHere } from '../setup/mail.ts'
import { daysAgo, team } from './house.ts'
import { flowing, openGpg, openTellingHouse, type TellingHouse } from './told-mail.ts'

const agreedOn = '2025-01-10T00:00:00.000Z'

describe.skipIf(!mailIsHere())('Mail, from a report to the mailbox', () => {
  let house: TellingHouse
  beforeAll(async () => {
    house = await openTellingHouse()
  })
  afterAll(() => house?.close())

  /** Who runs the networks of others. */
  async function operator(name: string, network: string) {
    const id = await house.organisation(name, { constituencies: ['municipal'], kinds: ['ict-operator'] })
    await house.holding(id, network, { relation: 'operates', proof: 'delegated', from: agreedOn })
    const box = `vakt@${name.toLowerCase()}.example`
    await house.contact(id, { role: 'security', name: 'Driftsvakta', email: box })
    return { id, box, key: await house.key(id) }
  }
  const post = (path: string, body: object, key = house.team) => house.ask(key, path, { method: 'POST', body })
  const put = (path: string, body: object, key = house.team) => house.ask(key, path, { method: 'PUT', body })

  describe('goes to whoever can act', () => {
    it('to an operator of forty members as one mail with forty sections; each member sees what was told, to whom and why', async () => {
      const drift = await operator('Driftshuset', '198.18.64.0/18')
      const numbers = Array.from({ length: 40 }, (_, index) => index)
      const name = (index: number) => `Bygd${String(index).padStart(2, '0')}`
      const members = []
      for (const index of numbers) members.push(await house.member(name(index), `198.18.${64 + index}.0/24`))
      await house.see(...numbers.flatMap((index) => [`198.18.${64 + index}.7`, `198.18.${64 + index}.8`]))
      await house.tell()

      const mails = await house.inbox(drift.box, 1)
      expect(mails).toHaveLength(1)
      const [mail] = mails
      expect(mail!.subject).toBe('[TLP:AMBER+STRICT] Kritisk: 80 sikkerhetsproblemer hos 40 virksomheter')
      const text = flowing(mail!.text)
      for (const index of numbers) {
        expect(text).toContain(`dere drifter 198.18.64.0/18 for ${name(index)}, avtalt 10. jan. 2025`)
        // Each machine stands in the section of whom it belongs to.
        const section = text.slice(text.indexOf(`${name(index)} -`), text.indexOf(`${name(index + 1)} -`) >>> 0)
        expect([section.includes(`198.18.${64 + index}.7`), section.includes(`198.18.${64 + index}.8`)]).toEqual([true, true])
        expect(section).not.toContain(`198.18.${65 + index}.`)
      }
      for (const { box } of members) expect(await house.mail.read(box)).toEqual([])

      for (const { id, key } of [members[0]!, members[39]!]) {
        const { rows } = (await house.ask(key, `/organisations/${id}/told`)).json
        expect(rows).toHaveLength(2)
        expect(rows[0]).toMatchObject({ recipient: 'Driftshuset', organisation: { id } })
        expect(rows[0].why).toBe('til Driftshuset fordi den drifter 198.18.64.0/18 for dere, avtalt 10. jan. 2025')
        expect(rows[0].toldAt).not.toBeNull()
        const { rows: findings } = (await house.ask(key, '/findings')).json
        expect(findings.map(({ state }: { state: string }) => state)).toEqual(['told', 'told'])
      }
    })

    it('to owner, operator or both, as the rules say; each mail names the rule and the reader’s own part', async () => {
      const drift = await operator('Fellesdrift', '198.19.0.0/22')
      const both = await house.member('Beggeby', '198.19.0.0/24')
      const own = await house.member('Eierby', '198.19.1.0/24')
      expect(
        (await post('/notices/routing', { organisationId: both.id, tell: 'both', reason: 'avtalt i driftsmøtet' })).status,
      ).toBe(200)
      expect(
        (await post('/notices/routing', { organisationId: own.id, tell: 'owner', reason: 'eieren retter selv' })).status,
      ).toBe(200)
      await house.see('198.19.0.7', '198.19.1.7')
      await house.tell()

      const [toBoth] = await house.inbox(both.box, 1)
      const [toOwner] = await house.inbox(own.box, 1)
      const toOperator = await house.inbox(drift.box, 1)
      const today = dayText(house.clock.now(), 'nb')
      expect(flowing(toBoth!.text)).toContain(`dere eier 198.19.0.0/24, siden ${dayText(daysAgo(400), 'nb')}`)
      expect(flowing(toBoth!.text)).toContain(`; regel fra ${today}: avtalt i driftsmøtet.`)
      expect(flowing(toOwner!.text)).toContain(`; regel fra ${today}: eieren retter selv.`)
      expect(toOperator).toHaveLength(1)
      const text = flowing(toOperator[0]!.text)
      expect(text).toContain(
        `dere drifter 198.19.0.0/22 for Beggeby, avtalt 10. jan. 2025; regel fra ${today}: avtalt i driftsmøtet.`,
      )
      expect(text).toContain('198.19.0.7')
      expect(text).not.toContain('198.19.1.7')
    })
  })

  describe('speaks as the team of whoever reads it', () => {
    const gpg = openGpg()
    afterAll(() => gpg.close())

    it.skipIf(!gpgIsHere())(
      'KommuneCERT to a municipality, HelseCERT to a hospital: address, signature and PGP key; GnuPG finds it good',
      async () => {
        const keys = {
          municipal: await house.signingKey('municipal', 'KommuneCERT'),
          health: await house.signingKey('health', 'HelseCERT'),
        }
        for (const key of Object.values(keys)) gpg.import(key)
        const readers = {
          KommuneCERT: await house.member('Kysten', '198.19.8.0/24'),
          HelseCERT: await house.member('Sykehuset', '198.19.9.0/24', { constituency: 'health' }),
        }
        await house.see('198.19.8.7', '198.19.9.7')
        await house.tell()
        for (const [name, { box }] of Object.entries(readers)) {
          const address = `varsel@${name.toLowerCase()}.example`
          const [mail] = await house.inbox(box, 1)
          expect(mail!.from).toMatchObject({ name, address })
          expect(mail!.messageId).toMatch(new RegExp(`@${name.toLowerCase()}\\.example>$`))
          expect(mail!.text).toContain(`Hilsen vakta i ${name}`)
          expect(mail!.text).toContain('+47 22 00 00 00')
          expect(gpg.verify(mail!.raw)).toContain(`GOODSIG`)
          expect(gpg.verify(mail!.raw)).toContain(`${name} <${address}>`)
          expect(gpg.verify(mail!.raw, (content) => content.replace('198.19.', '198.29.'))).toContain('BADSIG')
        }
      },
    )

    it.skipIf(!gpgIsHere())(
      'in secret to a contact with a key: GnuPG opens it with that key alone, and sees who signed it',
      async () => {
        const { publicKey, privateKey } = await makeKey({
          name: 'Kari',
          address: 'kari@lukket.example',
          madeAt: '2026-01-01T00:00:00.000Z',
        })
        const { box } = await house.member('Lukket', '198.19.10.0/24', { pgpKey: publicKey, email: 'kari@lukket.example' })
        await house.see('198.19.10.7')
        await house.tell()
        const [mail] = await house.inbox(box, 1)
        const sealed = mail!.raw.toString('latin1')
        expect(sealed).toContain('Content-Type: multipart/encrypted')
        expect(sealed).not.toMatch(/198\.19\.10|answer#|funn\.csv/)
        expect(gpg.open(mail!.raw)).toMatchObject({ inner: '', said: expect.stringContaining('NO_SECKEY') })
        gpg.import(privateKey)
        const { inner, said } = gpg.open(mail!.raw)
        expect(said).toContain('GOODSIG')
        expect(inner).toContain('198.19.10.7')
        expect(inner).toMatch(/https:\/\/varde\.example\/answer#/)
        expect(inner).toContain('funn.csv')
      },
    )
  })

  describe('comes when it should', () => {
    const wish = (member: { id: string; key: string }, choice: object) =>
      put(
        `/organisations/${member.id}/notice-preference`,
        { digestHour: 8, atOnceFrom: 'critical', dailyCap: 5, ...choice },
        member.key,
      )
    /** Moves the clock to a moment, and tells what is due then. */
    const at = async (moment: Utc) => {
      house.clock.set(moment)
      await house.send()
    }
    /** Midnight UTC of the next day; no test ends where another begins. */
    const nextDay = () => house.clock.set(utc((Math.floor(Date.parse(house.clock.now()) / day) + 1) * day))

    it('at the hour that the member chose, as one digest', async () => {
      nextDay()
      const today = house.clock.now().slice(0, 10)
      const member = await house.member('Valgby', '198.19.16.0/24')
      expect((await wish(member, { digestHour: 14 })).status).toBe(200)
      await house.see({ ip: '198.19.16.1', severity: 'high' }, { ip: '198.19.16.2', severity: 'medium' })
      await house.turn()
      await at(`${today}T12:59:59.000Z`)
      expect(await house.mail.read(member.box)).toEqual([])
      // Two in the afternoon in Oslo, in winter.
      await at(`${today}T13:00:00.000Z`)
      const mails = await house.inbox(member.box, 1)
      expect(mails).toHaveLength(1)
      expect(mails[0]!.subject).toContain('daglig samlemelding')
      expect(mails[0]!.text).toContain('198.19.16.1')
      expect(mails[0]!.text).toContain('198.19.16.2')
    })

    it('no more a day than the member wants: the rest is one mail the next morning, and the team knows of it', async () => {
      nextDay()
      house.pass(9 * hour)
      const member = await house.member('Takby', '198.19.17.0/24')
      await wish(member, { atOnceFrom: 'high', dailyCap: 2 })
      for (const last of [1, 2, 3, 4, 5]) {
        await house.see({ ip: `198.19.17.${last}`, severity: 'high' })
        await house.tell()
      }
      expect(await house.inbox(member.box, 2)).toHaveLength(2)
      expect((await house.watch()).filter(({ what }) => what === 'capped')).toHaveLength(1)
      nextDay()
      house.pass(7 * hour)
      await house.send()
      const mails = await house.inbox(member.box, 3)
      expect(mails).toHaveLength(3)
      const named = (text: string | undefined) => [1, 2, 3, 4, 5].filter((last) => text?.includes(`198.19.17.${last}`))
      expect(mails.map(({ text }) => named(text))).toEqual([[1], [2], [3, 4, 5]])
    })

    it('not at all while all sending is held, neither what waits nor what is ready; after the release each once', async () => {
      nextDay()
      const members: Awaited<ReturnType<typeof house.member>>[] = []
      for (const index of [0, 1, 2, 3]) members.push(await house.member(`Stopp${index}`, `198.19.${20 + index}.0/24`))
      await house.see('198.19.20.7')
      await house.turn()
      house.pass(30_000)
      await house.turn('notices.gather')
      expect((await put('/notices/hold', { held: true, reason: 'feil i kilden' })).status).toBe(200)
      await house.see('198.19.21.7', '198.19.22.7', '198.19.23.7')
      await house.tell()
      house.pass(3 * hour)
      await house.send()
      await house.turn('notices.escalate', 'notices.send')
      const delivered = async () => Promise.all(members.map(async ({ box }) => (await house.mail.read(box)).length))
      expect(await delivered()).toEqual([0, 0, 0, 0])
      expect((await house.watch()).map(({ what }) => what)).toContain('sending-held')
      expect((await put('/notices/hold', { held: false })).status).toBe(200)
      await house.tell()
      for (const { box } of members) await house.mail.arrived(box)
      await house.tell()
      expect(await delivered()).toEqual([1, 1, 1, 1])
      expect((await house.watch()).map(({ what }) => what)).not.toContain('sending-held')
    })

    it('not to whom it is frozen for, until that ends; in a maintenance window only what is critical', async () => {
      nextDay()
      const frozen = await house.member('Frysby', '198.19.24.0/24')
      const windowed = await house.member('Vindusby', '198.19.25.0/24')
      await wish(windowed, { atOnceFrom: 'low' })
      const until = later(house.clock.now(), 2 * hour)
      await put(`/organisations/${frozen.id}/freeze`, { until, reason: 'de bytter drift' })
      const window = { organisationId: windowed.id, startsAt: house.clock.now(), endsAt: until, reason: 'bytter brannmur' }
      expect((await post('/notices/windows', window, windowed.key)).status).toBe(200)
      await house.see('198.19.24.7', '198.19.25.7', { ip: '198.19.25.8', severity: 'high' })
      await house.tell()
      const [first] = await house.inbox(windowed.box, 1)
      expect(first!.text).toContain('198.19.25.7')
      expect(first!.text).not.toContain('198.19.25.8')
      expect(await house.mail.read(frozen.box)).toEqual([])
      await at(until)
      expect(await house.inbox(frozen.box, 1)).toHaveLength(1)
      const both = await house.inbox(windowed.box, 2)
      expect(both).toHaveLength(2)
      expect(both[1]!.text).toContain('198.19.25.8')
    })
  })

  it('takes back what a withdrawn report said: to whoever was told, with the date and the subject of what was wrong', async () => {
    const told = await house.member('Feilby', '198.19.32.0/24')
    const waiting = await house.member('Ventby', '198.19.33.0/24')
    const other = await house.see('198.19.32.9')
    await house.tell()
    house.pass(hour)
    const wrong = await house.see('198.19.32.7', '198.19.32.8', { ip: '198.19.33.7', severity: 'high' })
    await house.tell()
    const [, notice] = await house.inbox(told.box, 2)
    const toldAt = house.clock.now()
    house.pass(26 * hour)
    expect(other).not.toBe(wrong)
    expect((await withdraw(house.db, team, wrong, 'leverandøren tok feil', house.clock.now())).ok).toBe(true)
    await house.tell()
    const mails = await house.inbox(told.box, 3)
    expect(mails).toHaveLength(3)
    const correction = mails[2]!
    const date = new Intl.DateTimeFormat('nb', { dateStyle: 'medium', timeZone: 'Europe/Oslo' }).format(new Date(toldAt))
    const text = flowing(correction.text)
    expect(correction.subject).toMatch(/^\[TLP:AMBER\+STRICT\] Rettelse: det vi varslet /)
    expect(text).toContain(date)
    expect(text).toContain(flowing(notice!.subject))
    expect([text.includes('198.19.32.7'), text.includes('198.19.32.8'), text.includes('198.19.32.9')]).toEqual([
      true,
      true,
      false,
    ])
    expect(text).toContain('Dere trenger ikke gjøre noe')
    expect(text).toContain('av shadowserver.')
    expect(correction.text).not.toContain('answer#')
    house.pass(2 * day)
    await house.send()
    expect(await house.mail.read(waiting.box)).toEqual([])
    expect(await house.mail.read(told.box)).toHaveLength(3)
  })
})

describe.skipIf(!mailIsHere())('The daily digest, on the nights when the clock moves', () => {
  it.each([
    {
      from: '2026-03-28',
      night: ['2026-03-29T01:00:00.000Z', '2026-03-30T00:00:00.000Z'],
      day: ['2026-03-29T06', '2026-03-30T06'],
    },
    {
      from: '2026-10-24',
      night: ['2026-10-25T00:00:00.000Z', '2026-10-26T01:00:00.000Z'],
      day: ['2026-10-25T07', '2026-10-26T07'],
    },
  ])(
    'comes once a day, at the hour that the clock in Oslo shows, after $from',
    async ({ from, night, day: morning }) => {
      const house = await openTellingHouse({ at: `${from}T12:00:00.000Z` })
      try {
        const [early, usual] = [await house.member('Nattby', '198.18.1.0/24'), await house.member('Dagby', '198.18.2.0/24')]
        const choice = { digestHour: 2, atOnceFrom: 'critical', dailyCap: 50 }
        await house.ask(early.key, `/organisations/${early.id}/notice-preference`, { method: 'PUT', body: choice })
        // There is always something new to tell, and it is looked at every half hour.
        for (let tick = 0; tick < 2 * 44; tick += 1) {
          const news = { severity: 'high' }
          if (tick % 2 === 0) await house.see({ ...news, ip: `198.18.1.${tick + 1}` }, { ...news, ip: `198.18.2.${tick + 1}` })
          await house.turn('notices.gather', 'notices.send')
          house.pass(hour / 2)
        }
        const sentAt = async ({ box }: { box: string }) => (await house.inbox(box, 2)).map(({ date }) => utc(Date.parse(date!)))
        expect(await sentAt(early)).toEqual(night)
        expect(await sentAt(usual)).toEqual(morning.map((hours) => `${hours}:00:00.000Z`))
      } finally {
        await house.close()
      }
    },
    120_000,
  )
})

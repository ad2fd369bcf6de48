import { beforeAll, expect, it } from 'vitest'
import { analyst, now, person, system } from '#capabilities/findings/fixtures/house.ts'
import { following } from '#capabilities/measures/fixtures/house.ts'
import { putContact } from '#capabilities/members/actions.ts'
import { addLine } from '#capabilities/products/actions.ts'
import { productsCapability } from '#capabilities/products/capability.ts'
import type { ProductQuestion, QuestionAnswer } from '#capabilities/products/contract.ts'
import { answerQuestion, questionsListed } from '#capabilities/products/questions.ts'
import { seeLines } from '#capabilities/products/store.ts'
import { type Id, newId, toId, uuidOf } from '#domain/id.ts'
import type { Scope } from '#domain/scope.ts'
import { hour, later } from '#domain/time.ts'
import { sql } from '#platform/db/db.ts'
import { change, create, publish, review, send } from './actions.ts'
import { advisoriesCapability } from './capability.ts'
import { emptyAudience, emptyContent } from './rules.ts'
import { addressPage } from './store-addresses.ts'
import { tellPage } from './tell.ts'

const test = following({ ...advisoriesCapability, errors: { ...advisoriesCapability.errors, ...productsCapability.errors } })
const reviewer = { ...analyst, who: { ...analyst.who, id: newId('usr'), name: 'Vakt' } }
const words = (text: string) => ({ nb: text, nn: text, en: text })
const url = 'https://varde.example'
const members = new Map<string, Id<'org'>>()

const seat = (organisation: Id<'org'>, role: 'member-security' | 'member-reader' = 'member-security'): Scope => ({
  ...person([role], [organisation]),
  seats: [{ organisation, role }],
})
const must = <Value>(result: { ok: true; value: Value } | { ok: false; reason: unknown }): Value => {
  if (!result.ok) throw new Error(String(result.reason))
  return result.value
}

/** A member that says which product it runs, and perhaps in which version. */
async function member(name: string, product: string, ...versions: string[]): Promise<Id<'org'>> {
  const id = await test.add(name)
  const email = `vakta@${uuidOf(id)}.example`
  const contact = { role: 'security', name: 'Vakta', email, telephone: null, language: 'nb', pgpKey: null } as never
  await test.db.in(system, (tx) => putContact(tx, system, id, contact, now))
  for (const [place, version] of versions.entries()) {
    const line = {
      system: `system ${place}`,
      vendor: 'Fjellprint',
      product,
      version,
      cpe: '',
      purl: '',
      quantity: null,
      note: '',
    }
    must(await test.db.in(system, (tx) => addLine(tx, id, line, '', now)))
  }
  members.set(name, id)
  return id
}

/** A warning to whoever runs a product below a version. */
async function warning(product: string, versions: string): Promise<Id<'adv'>> {
  const content = {
    ...emptyContent('vulnerability'),
    title: words(`Oppdater ${product}`),
    summary: words('En feil.'),
    what: words('En feil.'),
    who: words('De som har den.'),
    references: [{ summary: 'Leverandøren', url: 'https://vendor.example/1' }],
    products: [{ vendor: 'Fjellprint', product, versions, cpe: '', purl: '' }],
    measures: [{ key: 'm1', group: 'now' as const, text: words('Oppgrader'), hours: 24 }],
  }
  const { db } = test
  const audience = { ...emptyAudience(), products: true }
  const { id } = must(await db.in(analyst, (tx) => create(tx, analyst, { content, source: null }, now)))
  const saved = must(
    await db.in(analyst, (tx) => change(tx, analyst, { id, revision: 1, content, audience, source: null }, 'nb', now)),
  )
  const sent = must(await db.in(analyst, (tx) => send(tx, analyst, { id, revision: saved.revision, words: '' }, now)))
  const approval = { id, revision: sent.revision, approve: true, words: '' }
  const read = must(await db.in(reviewer, (tx) => review(tx, reviewer, approval, now)))
  must(await db.in(analyst, (tx) => publish(tx, analyst, { id, revision: read.revision }, 'nb', now)))
  await test.react()
  await db.in(system, (tx) => tellPage(tx, { advisory: id, version: 1, url }, now))
  return id
}

const asked = (
  scope: Scope,
  about?: Id<'adv'>,
): Promise<{ rows: ProductQuestion[]; count: { open: number; answered: number } }> =>
  test.db.in(scope, (tx) => questionsListed(tx, scope, { about, limit: 40 }))
async function say(scope: Scope, answer: QuestionAnswer, version = '', saidBy = ''): Promise<boolean | null> {
  const { rows } = await asked(scope)
  return sayTo(scope, rows[0]!.id, answer, version, saidBy)
}
async function sayTo(
  scope: Scope,
  id: Id<'pqu'>,
  answer: QuestionAnswer,
  version = '',
  saidBy = '',
  at = now,
): Promise<boolean | null> {
  const done = must(await test.db.in(scope, (tx) => answerQuestion(tx, scope, { id, answer, version, saidBy }, at)))
  await test.react()
  return done.affected
}
const standing = async (advisory: Id<'adv'>, organisation: Id<'org'>) => {
  const rows = await test.db.in(system, (tx) => addressPage(tx, system, { advisory, version: 1 }, { limit: 20 }))
  const measures = await test.rows<{ state: string }>(
    sql`select state from measure where cause_id = ${uuidOf(advisory)}::uuid and organisation_id = ${uuidOf(organisation)}::uuid`,
  )
  const row = rows.find((one) => one.organisation === organisation)
  return [row?.sureness, measures.map(({ state }) => state), row?.answeredAt !== null]
}
const noticeTo = async (advisory: Id<'adv'>, organisation: Id<'org'>): Promise<string> =>
  (
    await test.rows<{ text: string }>(
      sql`select text from notice where about_id = ${uuidOf(advisory)}::uuid and recipient_id = ${uuidOf(organisation)}::uuid`,
    )
  )[0]!.text
const versionsOf = async (organisation: Id<'org'>): Promise<string[]> =>
  (
    await test.rows<{ version: string }>(
      sql`select version from product_line where organisation_id = ${uuidOf(organisation)}::uuid order by id`,
    )
  ).map(({ version }) => version)

beforeAll(async () => {
  await member('Sikker', 'Skriver A', '2.2')
  await member('Nei', 'Skriver A', '', '')
  await member('Ja', 'Skriver A', '')
  await member('Versjon', 'Skriver A', '')
  await member('Vet ikke', 'Skriver A', '')
})

it('Whoever may have a product is asked one question, in the mail and the portal, and the answer settles all that the warning asks', async () => {
  const advisory = await warning('Skriver A', '< 2.3')
  expect((await asked(analyst, advisory)).count).toEqual({ open: 4, answered: 0 })
  const [sure, no, yes, versioned, unknown] = ['Sikker', 'Nei', 'Ja', 'Versjon', 'Vet ikke'].map(
    (name) => members.get(name)!,
  ) as [Id<'org'>, Id<'org'>, Id<'org'>, Id<'org'>, Id<'org'>]
  expect(await asked(seat(sure))).toMatchObject({ rows: [], count: { open: 0 } })
  expect((await asked(seat(no))).rows).toMatchObject([{ product: 'Skriver A', versions: '< 2.3', answer: null, mayAnswer: true }])
  expect(await noticeTo(advisory, no)).toContain('Kjører dere Fjellprint Skriver A i en av disse versjonene: < 2.3?')
  expect(await noticeTo(advisory, no)).toContain(`${url}/product-questions`)
  expect(await noticeTo(advisory, sure)).not.toContain('Ett spørsmål')
  expect(await standing(advisory, no)).toEqual(['unsure', ['open'], false])

  expect(await say(seat(no), 'no')).toBe(false)
  expect(await standing(advisory, no)).toEqual(['unsure', ['not-relevant'], true])
  expect(await say(seat(yes), 'yes')).toBe(true)
  expect(await standing(advisory, yes)).toEqual(['certain', ['open'], false])
  expect(await say(seat(versioned), 'yes', '2.1')).toBe(true)
  expect(await versionsOf(versioned)).toEqual(['2.1'])
  expect(await standing(advisory, versioned)).toEqual(['certain', ['open'], false])
  expect(await say(seat(unknown), 'unknown')).toBeNull()
  expect(await standing(advisory, unknown)).toEqual(['unsure', ['open'], false])
  expect((await asked(analyst, advisory)).count).toEqual({ open: 0, answered: 4 })
})

it('Versions are asked about once, and not for each warning; a version settles the next by itself', async () => {
  const again = await warning('Skriver A', '< 2.3')
  expect((await asked(analyst, again)).count).toEqual({ open: 0, answered: 1 })
  expect(await standing(again, members.get('Nei')!)).toEqual([undefined, [], true])
  expect(await standing(again, members.get('Ja')!)).toEqual(['certain', ['open'], false])
  // Whoever runs none of them runs none of what lies among them; a version decides by itself.
  const older = await warning('Skriver A', '< 2.0')
  expect(await standing(older, members.get('Versjon')!)).toEqual([undefined, [], true])
  expect(await standing(older, members.get('Nei')!)).toEqual([undefined, [], true])
  // Of one that runs one of more versions nothing is known, and it is asked; so is whoever did not know.
  expect((await standing(older, members.get('Ja')!))[0]).toBe('unsure')
  expect((await asked(analyst, older)).count).toEqual({ open: 2, answered: 0 })
})

it('Whoever runs none of some versions is asked anew about others, and its answer to the first silences nothing', async () => {
  const fjord = await member('Fjord', 'Skriver D', '')
  const first = await warning('Skriver D', '< 2.3')
  expect(await say(seat(fjord), 'no')).toBe(false)
  const second = await warning('Skriver D', '>= 3.0, < 3.4')
  expect(await standing(second, fjord)).toEqual(['unsure', ['open'], false])
  expect((await asked(seat(fjord), second)).rows).toMatchObject([{ versions: '>= 3.0, < 3.4', answer: null }])
  expect((await noticeTo(second, fjord)).replace(/\s+/g, ' ')).toContain(
    'Kjører dere Fjellprint Skriver D i en av disse versjonene: >= 3.0, < 3.4?',
  )
  // Said anew of the first, it still says nothing of the second.
  const [, old] = (await asked(seat(fjord))).rows
  expect(await sayTo(seat(fjord), old!.id, 'no')).toBe(false)
  expect(await standing(second, fjord)).toEqual(['unsure', ['open'], false])
  expect(await standing(first, fjord)).toEqual(['unsure', ['not-relevant'], true])
  expect(await say(seat(fjord), 'yes')).toBe(true)
  expect(await standing(second, fjord)).toEqual(['certain', ['open'], false])
})

it('Whoever does not have the product has answered for all its versions, now and later', async () => {
  const dale = await member('Dal', 'Skriver E', '')
  await member('Ås', 'Skriver E', '1.0')
  const [one, other] = [await warning('Skriver E', '< 2.3'), await warning('Skriver E', '>= 3.0, < 3.4')]
  expect((await asked(seat(dale))).count).toEqual({ open: 2, answered: 0 })
  expect(await say(seat(dale), 'absent')).toBe(false)
  expect((await asked(seat(dale))).count).toEqual({ open: 0, answered: 2 })
  for (const advisory of [one, other]) expect(await standing(advisory, dale)).toEqual(['unsure', ['not-relevant'], true])
  const third = await warning('Skriver E', '< 9')
  expect(await standing(third, dale)).toEqual([undefined, [], true])
  // A system that came since was not meant: it is asked about.
  const line = {
    system: 'ny',
    vendor: 'Fjellprint',
    product: 'Skriver E',
    version: '',
    cpe: '',
    purl: '',
    quantity: null,
    note: '',
  }
  must(await test.db.in(system, (tx) => addLine(tx, dale, line, '', now)))
  const newer = await warning('Skriver E', '< 2.3')
  expect(await standing(newer, dale)).toEqual(['unsure', ['open'], false])
  expect((await asked(seat(dale), newer)).count).toEqual({ open: 1, answered: 0 })
})

it('Whoever corrects that it does not have the product is warned again, and asked the other questions anew', async () => {
  const cape = await member('Nes', 'Skriver G', '')
  const [one, other] = [await warning('Skriver G', '< 2.3'), await warning('Skriver G', '>= 3.0, < 3.4')]
  expect(await say(seat(cape), 'absent')).toBe(false)
  for (const advisory of [one, other]) expect(await standing(advisory, cape)).toEqual(['unsure', ['not-relevant'], true])
  const [question] = (await asked(seat(cape), one)).rows
  expect(await sayTo(seat(cape), question!.id, 'yes', '', '', later(now, hour))).toBe(true)
  expect(await standing(one, cape)).toEqual(['certain', ['open'], false])
  expect(await standing(other, cape)).toEqual(['unsure', ['open'], false])
  expect((await asked(seat(cape))).rows.map(({ versions, answer }) => [versions, answer])).toEqual([
    ['>= 3.0, < 3.4', null],
    ['< 2.3', 'yes'],
  ])
  // What it says next of the same versions counts, and not what it said first.
  expect(await sayTo(seat(cape), question!.id, 'no', '', '', later(now, 2 * hour))).toBe(false)
  expect(await standing(one, cape)).toEqual(['certain', ['not-relevant'], true])
  expect(await standing(other, cape)).toEqual(['unsure', ['open'], false])
})

it('That somebody does not have the product holds until an inventory shows it anew: then it is asked again', async () => {
  const bog = await member('Myr', 'Skriver H', '')
  await warning('Skriver H', '< 2.3')
  expect(await say(seat(bog), 'absent')).toBe(false)
  const [line] = await test.rows<{ id: string }>(
    sql`select id from product_line where organisation_id = ${uuidOf(bog)}::uuid and ended_at is null`,
  )
  await test.db.in(system, (tx) => seeLines(tx, [toId('prd', line!.id)], null, { now: later(now, hour), by: 'Agent' }))
  const next = await warning('Skriver H', '< 2.3')
  expect(await standing(next, bog)).toEqual(['unsure', ['open'], false])
  expect((await asked(seat(bog), next)).count).toEqual({ open: 1, answered: 0 })
})

it('A version that is named answers all that waits of the product, each by its own versions', async () => {
  const ridge = await member('Rygg', 'Skriver F', '')
  const [one, other] = [await warning('Skriver F', '< 2.3'), await warning('Skriver F', '>= 3.0, < 3.4')]
  expect(await say(seat(ridge), 'yes', '3.1')).toBe(true)
  expect((await asked(seat(ridge))).rows.map(({ versions, affected }) => [versions, affected])).toEqual([
    ['>= 3.0, < 3.4', true],
    ['< 2.3', false],
  ])
  expect(await standing(one, ridge)).toEqual(['unsure', ['not-relevant'], true])
  expect(await standing(other, ridge)).toEqual(['certain', ['open'], false])
})

it('A version decides, whatever stands beside it; a reader does not answer, nor does another member', async () => {
  const rock = await member('Berg', 'Skriver B', '')
  await warning('Skriver B', '< 5')
  expect(await say(seat(rock), 'no', '4.9')).toBe(true)
  const [question] = (await asked(seat(rock))).rows
  const attempt = (scope: Scope) =>
    test.db.in(scope, (tx) => answerQuestion(tx, scope, { id: question!.id, answer: 'no', version: '', saidBy: '' }, now))
  expect(await attempt(seat(rock, 'member-reader'))).toMatchObject({ ok: false, reason: 'not-your-role' })
  expect(await attempt(seat(members.get('Nei')!))).toMatchObject({ ok: false, reason: 'not-found' })
  expect((await asked(seat(members.get('Nei')!))).rows.map(({ product }) => product)).toEqual(['Skriver A'])
})

it('The team answers for a member only with who said so', async () => {
  const bay = await member('Vik', 'Skriver C', '')
  const advisory = await warning('Skriver C', '< 5')
  const [question] = (await asked(analyst, advisory)).rows
  const attempt = (saidBy: string) =>
    test.db.in(analyst, (tx) => answerQuestion(tx, analyst, { id: question!.id, answer: 'no', version: '6.0', saidBy }, now))
  expect(await attempt('')).toMatchObject({ ok: false, reason: 'said-by-missing' })
  expect(await attempt('IKT-leder på telefon')).toMatchObject({ ok: true, value: { affected: false } })
  await test.react()
  expect(await versionsOf(bay)).toEqual(['6.0'])
  expect(await standing(advisory, bay)).toEqual(['unsure', ['not-relevant'], true])
})

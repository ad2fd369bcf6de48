import { findPeople } from '#capabilities/access/index.ts'
import { listedAdvice } from '#capabilities/advice/index.ts'
import { countAdvisories, listedAdvisories, oursListed } from '#capabilities/advisories/index.ts'
import type { Authority } from '#capabilities/directory/contract.ts'
import { findAuthorities, searchGroups } from '#capabilities/directory/index.ts'
import { searchSources } from '#capabilities/feeds/index.ts'
import { allKinds, looseOfAsn, searchFindings, wordsOf } from '#capabilities/findings/index.ts'
import { searchMeasures } from '#capabilities/measures/index.ts'
import { holdersOf, searchContacts, searchOrganisations } from '#capabilities/members/index.ts'
import { searchNotices } from '#capabilities/notices/index.ts'
import { searchLines } from '#capabilities/products/index.ts'
import { countVulnerabilities, listVulnerabilities } from '#capabilities/vulnerabilities/index.ts'
import { searchTasks } from '#capabilities/watch/index.ts'
import { readAsn } from '#domain/asn.ts'
import type { Count } from '#domain/endpoint.ts'
import type { Id } from '#domain/id.ts'
import { type Locale, locales, type Texts } from '#domain/locale.ts'
import { readAddress } from '#domain/network.ts'
import { holds, type Scope } from '#domain/scope.ts'
import type { Utc } from '#domain/time.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { type Found, type Hit, type SearchPart, searchParts } from './contract.ts'
import { readMeant } from './rules.ts'
import { hurry, wasTooSlow } from './store.ts'

/** Who searches, in which language, and when. */
interface Asking {
  db: Db
  scope: Scope
  locale: Locale
  now: Utc
}

const bounds = { limit: 5, most: 1_000 }
/** How long a part may take before it is left out and named as late. */
const patienceMs = 1_500

type Answer = Omit<Found, 'part'>

const nothing: Answer = { hits: [], count: { value: 0, more: false }, all: null }
const hit = (id: string, title: string, detail: string | null, link: string, more: Partial<Hit> = {}): Hit => ({
  id,
  title,
  detail,
  link,
  severity: null,
  held: null,
  ...more,
})
const allOf = (count: Count, shown: number, link: string | null): string | null =>
  count.more || count.value > shown ? link : null
const beside = (...texts: (string | null | undefined)[]): string => texts.filter(Boolean).join(' · ')
const q = (text: string): string => `q=${encodeURIComponent(text)}`

/** A handful of everything that the asker may see and that a text means. Parts run beside each other, each in its own transaction. */
export async function search(asking: Asking, typed: string) {
  const meant = readMeant(typed)
  const text = 'id' in meant ? meant.id : meant.text
  const wanted = (part: SearchPart): boolean => !('id' in meant) || meant.part === part
  const late: SearchPart[] = []

  const ask = async (part: SearchPart, work: (tx: Tx) => Promise<Answer>): Promise<Found> => {
    if (!wanted(part)) return { part, ...nothing }
    try {
      return await asking.db.read(asking.scope, async (tx) => {
        await hurry(tx, patienceMs)
        return { part, ...(await work(tx)) }
      })
    } catch (error) {
      if (!wasTooSlow(error)) throw error
      late.push(part)
      return { part, ...nothing }
    }
  }
  const inTurn = async (works: readonly (readonly [SearchPart, (tx: Tx) => Promise<Answer>])[]): Promise<Found[]> => {
    const found: Found[] = []
    for (const [part, work] of works) found.push(await ask(part, work))
    return found
  }

  const register = async (): Promise<Found[]> => {
    const holders = await ask('holders', (tx) => findHolders(tx, asking, text))
    const organisations = await ask('organisations', (tx) => findOrganisations(tx, asking, text))
    // Whoever holds an address was not named: what else is said of them is not what was asked for.
    const about = holders.hits.length > 0 ? [] : organisations.hits.map(({ id }) => id as Id<'org'>)
    const only = organisations.count.value === 1 ? about[0] : undefined
    return [
      withoutHolders(organisations, holders),
      holders,
      ...(await Promise.all([
        ask('notices', (tx) => findNotices(tx, asking, text, only)),
        ask('tasks', (tx) => findTasks(tx, asking, text, about)),
      ])),
    ]
  }
  const parts = await Promise.all([
    register(),
    ask('findings', (tx) => findFindings(tx, asking, text)).then((found) => [found]),
    inTurn([
      ['advisories', (tx) => findAdvisories(tx, asking, text)],
      ['products', (tx) => findProducts(tx, asking, text)],
      ['vulnerabilities', (tx) => findVulnerabilities(tx, asking, text)],
      ['advice', (tx) => findAdvice(tx, asking, text)],
    ]),
    inTurn([
      ['measures', (tx) => findMeasures(tx, asking, text)],
      ['contacts', (tx) => findContacts(tx, asking, text)],
      ['unattributed', (tx) => findUnattributed(tx, asking, text)],
      ['sources', (tx) => findSources(tx, asking, text)],
      ['people', (tx) => findAccounts(tx, asking, text)],
      ['groups', (tx) => findGroups(tx, asking, text)],
      ['authorities', async () => findBodies(asking, text)],
      ['kinds', async () => findKinds(asking, text)],
    ]),
  ])
  const found = parts.flat().filter(({ hits }) => hits.length > 0)
  return {
    parts: searchParts.flatMap((part) => found.filter((each) => each.part === part)),
    goTo: 'id' in meant ? (found[0]?.hits[0]?.link ?? null) : null,
    late,
  }
}

/** Whoever holds what was asked for stands there with since when, and not a second time. */
function withoutHolders(organisations: Found, holders: Found): Found {
  const isHolder = new Set(holders.hits.map(({ link }) => link))
  const hits = organisations.hits.filter(({ link }) => !isHolder.has(link))
  return { ...organisations, hits }
}

async function findOrganisations(tx: Tx, { scope, now }: Asking, text: string): Promise<Answer> {
  const { rows, count } = await searchOrganisations(tx, scope, text, bounds, now)
  return {
    hits: rows.map(({ id, name, number }) => hit(id, name, number, `/organisations/${id}`)),
    count,
    all: allOf(count, rows.length, `/organisations?${q(text)}`),
  }
}

const holdersShown = 6

async function findHolders(tx: Tx, { scope }: Asking, text: string): Promise<Answer> {
  const rows = await holdersOf(tx, scope, text, holdersShown)
  return {
    hits: rows.map(({ id, organisationId, organisationName, relation, value, from, to }) =>
      hit(id, organisationName, null, `/organisations/${organisationId}`, { held: { relation, value, from, to } }),
    ),
    count: { value: rows.length, more: rows.length === holdersShown },
    all: scope.team && rows.length > 0 ? `/owner-of?what=${encodeURIComponent(text)}` : null,
  }
}

async function findContacts(tx: Tx, { scope }: Asking, text: string): Promise<Answer> {
  const rows = await searchContacts(tx, scope, text, bounds.limit + 1)
  return {
    hits: rows
      .slice(0, bounds.limit)
      .map(({ id, organisationId, organisationName, name, email, telephone }) =>
        hit(id, organisationName, beside(name, text.includes('@') ? email : telephone), `/organisations/${organisationId}`),
      ),
    count: { value: Math.min(rows.length, bounds.limit), more: rows.length > bounds.limit },
    all: null,
  }
}

const oneOfNobody: Texts = { nb: 'observasjon uten eier', nn: 'observasjon utan eigar', en: 'sighting without an owner' }
const manyOfNobody: Texts = { nb: 'observasjoner uten eier', nn: 'observasjonar utan eigar', en: 'sightings without an owner' }

/** What was seen in an AS that nobody in the register holds. */
async function findUnattributed(tx: Tx, { scope, locale }: Asking, text: string): Promise<Answer> {
  const asn = readAsn(text)
  if (asn === undefined || !scope.team) return nothing
  const found = await looseOfAsn(tx, scope, asn, bounds.most)
  if (found === 0) return nothing
  const count = { value: Math.min(found, bounds.most), more: found > bounds.most }
  const many = `${count.value}${count.more ? '+' : ''} ${(found === 1 ? oneOfNobody : manyOfNobody)[locale]}`
  return { hits: [hit(`AS${asn}`, `AS${asn}`, many, `/unattributed?asn=${asn}`)], count: { value: 1, more: false }, all: null }
}

async function findFindings(tx: Tx, { scope, locale, now }: Asking, text: string): Promise<Answer> {
  const { rows, count } = await searchFindings(tx, scope, text, bounds, locale, now)
  return {
    hits: rows.map(({ id, kindName, assetText, organisation, severity }) =>
      hit(id, kindName, beside(assetText, organisation.name), `/findings/${id}`, { severity }),
    ),
    count,
    all: allOf(count, rows.length, `/findings?${q(text)}&state=all`),
  }
}

async function findNotices(tx: Tx, { scope }: Asking, text: string, organisation: Id<'org'> | undefined): Promise<Answer> {
  const { rows, count } = await searchNotices(tx, organisation ? { organisation } : { text }, bounds)
  const list = !scope.team ? '/notices' : organisation ? `/notices?organisation=${organisation}` : `/notices?${q(text)}`
  return {
    hits: rows.map(({ id, subject, recipient, severity }) => hit(id, subject, recipient.name, `/notices/${id}`, { severity })),
    count,
    all: allOf(count, rows.length, list),
  }
}

async function findTasks(tx: Tx, { scope, locale, now }: Asking, text: string, about: readonly Id<'org'>[]): Promise<Answer> {
  if (!scope.team) return nothing
  const { rows, found } = await searchTasks(tx, scope, text, about, bounds.limit, locale, now)
  const count = { value: found, more: false }
  return {
    hits: rows.map(({ id, words, next, severity }) => hit(id, words, next, `/watch/${id}`, { severity })),
    count,
    all: allOf(count, rows.length, about.length === 1 ? `/watch?organisation=${about[0]}` : null),
  }
}

async function findMeasures(tx: Tx, { scope, locale, now }: Asking, text: string): Promise<Answer> {
  // Measures are found by how their address begins: 198.18.0.2 is not 198.18.0.20.
  const begins = readAddress(text)?.includes('.') ? `${text}:` : text
  const { rows, count } = await searchMeasures(tx, scope, begins, bounds, locale, now)
  return {
    hits: rows.map(({ id, kindName, assetText, organisation, severity }) =>
      hit(id, kindName, beside(assetText, organisation.name), `/measures/${id}`, { severity }),
    ),
    count,
    all: allOf(count, rows.length, `/measures?${q(begins)}&state=all`),
  }
}

/** The team finds every warning; members find what was addressed to them. */
async function findAdvisories(tx: Tx, { scope, locale }: Asking, text: string): Promise<Answer> {
  if (scope.team) {
    const { rows } = await listedAdvisories(tx, scope, { q: text, limit: bounds.limit })
    const { count } = await countAdvisories(tx, scope, { q: text })
    return {
      hits: rows.map(({ id, title, trackingId, severity }) => hit(id, title, trackingId, `/advisories/${id}`, { severity })),
      count,
      all: allOf(count, rows.length, `/advisories?${q(text)}`),
    }
  }
  const { rows, next } = await oursListed(tx, scope, { q: text, limit: bounds.limit }, locale)
  const count = { value: rows.length, more: next !== undefined }
  return {
    hits: rows.map(({ id, title, trackingId, severity }) => hit(id, title, trackingId, `/our-advisories/${id}`, { severity })),
    count,
    all: allOf(count, rows.length, `/our-advisories?${q(text)}`),
  }
}

/** What somebody runs, by its name or by what it is called there. */
async function findProducts(tx: Tx, { scope }: Asking, text: string): Promise<Answer> {
  const { rows, count } = await searchLines(tx, scope, text, bounds)
  return {
    hits: rows.map(({ id, vendor, product, version, organisation }) =>
      hit(id, [vendor, product, version].filter(Boolean).join(' '), organisation.name, `/products/${id}`),
    ),
    count,
    all: allOf(count, rows.length, `/products?${q(text)}`),
  }
}

async function findVulnerabilities(tx: Tx, { scope }: Asking, text: string): Promise<Answer> {
  const { rows, next } = await listVulnerabilities(tx, scope, { q: text }, { limit: bounds.limit })
  const count = next ? await countVulnerabilities(tx, scope, { q: text }) : { value: rows.length, more: false }
  return {
    hits: rows.map(({ cve, title, severity }) => hit(cve, cve, title, `/vulnerabilities/${cve}`, { severity })),
    count,
    all: allOf(count, rows.length, `/vulnerabilities?${q(text)}`),
  }
}

async function findAdvice(tx: Tx, { scope, locale }: Asking, text: string): Promise<Answer> {
  if (!scope.team) return nothing
  const { rows, next } = await listedAdvice(tx, scope, { q: text, limit: bounds.limit }, locale)
  const count = { value: rows.length, more: next !== undefined }
  return {
    hits: rows.map(({ id, title }) => hit(id, title, null, `/advice/${id}`)),
    count,
    all: allOf(count, rows.length, `/advice?${q(text)}`),
  }
}

async function findSources(tx: Tx, { scope }: Asking, text: string): Promise<Answer> {
  if (!scope.team) return nothing
  const rows = await searchSources(tx, scope, text)
  const shown = rows.slice(0, bounds.limit)
  const count = { value: rows.length, more: false }
  return {
    hits: shown.map(({ id, title, name, provider }) => hit(id, title, beside(name, provider), `/sources/${id}`)),
    count,
    all: allOf(count, shown.length, '/sources'),
  }
}

async function findAccounts(tx: Tx, { scope }: Asking, text: string): Promise<Answer> {
  if (!holds(scope, 'admin', 'lead')) return nothing
  const { rows, next } = await findPeople(tx, scope, { limit: bounds.limit, q: text })
  const count = { value: rows.length, more: next !== undefined }
  const list = `/people?${q(text)}`
  return {
    hits: rows.map(({ id, displayName, name, organisations }) =>
      hit(id, displayName, beside(name, ...organisations.map((each) => each.name)), `/people?${q(name)}`),
    ),
    count,
    all: allOf(count, rows.length, list),
  }
}

async function findGroups(tx: Tx, { scope }: Asking, text: string): Promise<Answer> {
  const rows = await searchGroups(tx, scope, text, bounds.limit + 1)
  const shown = rows.slice(0, bounds.limit)
  const count = { value: shown.length, more: rows.length > shown.length }
  return {
    hits: shown.map(({ id, name, note }) => hit(id, name, note || null, `/directory/groups/${id}`)),
    count,
    all: allOf(count, shown.length, '/directory/groups'),
  }
}

const formerly: Texts = { nb: 'het', nn: 'heitte', en: 'formerly' }
const today: Texts = { nb: 'nå', nn: 'no', en: 'now' }

/** How else a body is called, and who has its tasks when it is no more. */
const besideName = ({ short, found, now }: Authority, locale: Locale): string | null =>
  beside(short, found && `${formerly[locale]} ${found}`, now && `${today[locale]} ${now.name}`) || null

/** Public bodies are reference data for everybody: by a present or former name, the English one, or what it is called for short. */
function findBodies({ locale, now }: Asking, text: string): Answer {
  const rows = findAuthorities({ q: text }, now.slice(0, 10), locale)
  const shown = rows.slice(0, bounds.limit)
  const count = { value: rows.length, more: false }
  return {
    hits: shown.map((body) => hit(body.key, body.name, besideName(body, locale), `/directory/authorities/${body.key}`)),
    count,
    all: allOf(count, shown.length, `/directory/authorities?${q(text)}`),
  }
}

/** The catalogue lies in memory: a kind by its id, or a part of its name in any language. */
function findKinds({ locale }: Asking, text: string): Answer {
  const wanted = text.toLowerCase()
  const rows = allKinds.filter(
    ({ id }) => id.includes(wanted) || locales.some((each) => wordsOf(id, each).name.toLowerCase().includes(wanted)),
  )
  const shown = rows.slice(0, bounds.limit)
  const count = { value: rows.length, more: false }
  return {
    hits: shown.map(({ id, severity }) => hit(id, wordsOf(id, locale).name, id, `/kinds/${id}`, { severity })),
    count,
    all: allOf(count, shown.length, `/kinds?${q(text)}`),
  }
}

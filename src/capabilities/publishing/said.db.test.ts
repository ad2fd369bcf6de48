import { expect, it } from 'vitest'
import { answer, ask } from '#capabilities/replies/actions.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import { readCsaf } from '#formats/csaf/read.ts'
import { sql } from '#platform/db/db.ts'
import { openHouse, system, written } from './fixtures/house.ts'
import { holdDocuments, noteRound } from './store-documents.ts'

const house = openHouse()

type Said = Pick<Parameters<typeof answer>[2], 'product' | 'cves' | 'state'> & Partial<Parameters<typeof answer>[2]>

/** What a supplier answers, as the team writes it down. */
async function says(advisory: Id<'adv'>, supplier: Id<'org'>, said: Said): Promise<void> {
  const given = {
    advisory,
    organisation: supplier,
    saidBy: 'Kari på telefon',
    versions: '',
    fixedIn: '',
    justification: null,
    words: '',
    ...said,
  }
  const done = await house.db.in(system, (tx) => answer(tx, system, given, house.clock.now()))
  expect(done).toMatchObject({ ok: true, value: { replies: given.cves.length } })
}
const asks = (advisory: Id<'adv'>, supplier: Id<'org'>) =>
  house.db.in(system, (tx) =>
    ask(tx, system, { advisory, supplier, products: [], how: 'named', url: house.site }, house.clock.now()),
  )

const [one, two] = ['CVE-2026-10001', 'CVE-2026-10002'] as const
const product = (name: string) => ({ vendor: 'Fjordvendor', product: name, versions: '< 3', cpe: '', purl: '' })

/** The document that is open now, in words: each product with its status for each vulnerability. */
async function served() {
  const path = (await house.get('/.well-known/csaf/white/index.txt')).text.trim()
  const { text } = await house.get(`/.well-known/csaf/white/${path}`)
  const judged = await house.validator.validate(text)
  expect(judged.ok && judged.value.failures.filter(({ group }) => group === 'schema' || group === 'mandatory')).toEqual([])
  const csaf = readCsaf(text).csaf!
  const names = new Map(csaf.products.map(({ id, name }) => [id, name]))
  return {
    text,
    version: csaf.tracking.version,
    revisions: csaf.tracking.revisions.map(({ number, summary }) => `${number} ${summary}`),
    changed: csaf.tracking.changed,
    said: csaf.vulnerabilities.map(({ cve, status, flags }) => ({
      cve,
      ...Object.fromEntries(Object.entries(status).map(([group, ids]) => [group, ids.map((id) => names.get(id)).sort()])),
      ...(flags.length > 0 && { flags: flags.map(({ label, products }) => `${label}: ${products.map((id) => names.get(id))}`) }),
    })),
  }
}

it('2.12 what suppliers answer stands in the CSAF that is served: valid, as a revision of its own, and only what its label lets out', {
  timeout: 300_000,
}, async () => {
  const vulnerabilities = [one, two].map((cve) => ({ cve, vectors: [] }))
  const content = written('Pumper', { products: ['Pumpe', 'Pult', 'Port'].map(product), vulnerabilities })
  const id = await house.publish(content, [house.fjord])
  await house.make(id)
  const all = ['Fjordvendor Port < 3', 'Fjordvendor Pult < 3', 'Fjordvendor Pumpe < 3']
  const before = await served()
  expect(before).toMatchObject({ version: '1', said: [one, two].map((cve) => ({ cve, known_affected: all })) })
  await house.make(id)
  expect((await served()).version).toBe('1')

  await asks(id, house.dal)
  house.clock.set('2026-11-19T10:00:00.000Z')
  await says(id, house.dal, {
    product: 'Fjordvendor Pumpe',
    cves: [one],
    state: 'not-affected',
    justification: 'vulnerable_code_not_present',
    words: 'Hemmelig forklaring til medlemmer',
  })
  await says(id, house.dal, { product: 'Fjordvendor Pult', cves: [one, two], state: 'fixed', fixedIn: '3.1' })
  await says(id, house.dal, { product: 'Fjordvendor Port', cves: [two], state: 'under-investigation' })
  house.asked.length = 0
  await house.react()
  expect(house.asked).toEqual(['publishing.make'])
  expect(await house.make(id)).toMatchObject({ made: 1, failed: [] })
  const after = await served()
  expect(after).toMatchObject({
    version: '2',
    changed: '2026-11-19T10:00:00.000Z',
    revisions: ['1 Første versjon.', '2 Leverandører har svart.'],
  })
  expect(after.said).toEqual([
    {
      cve: one,
      fixed: ['Fjordvendor Pult 3.1'],
      known_affected: ['Fjordvendor Port < 3', 'Fjordvendor Pult < 3'],
      known_not_affected: ['Fjordvendor Pumpe < 3'],
      flags: ['vulnerable_code_not_present: Fjordvendor Pumpe < 3'],
    },
    {
      cve: two,
      fixed: ['Fjordvendor Pult 3.1'],
      known_affected: ['Fjordvendor Pult < 3', 'Fjordvendor Pumpe < 3'],
      under_investigation: ['Fjordvendor Port < 3'],
    },
  ])
  // Who answered, and in which words, is for the members that have the product.
  expect(after.text).not.toMatch(/Hemmelig|Dal kommune|Kari/)
  // Nothing new is said: no document more.
  expect(await house.make(id)).toMatchObject({ made: 0 })

  house.clock.set('2026-11-20T10:00:00.000Z')
  await house.publish(
    written('Pumper 2', { products: ['Pumpe', 'Pult', 'Port'].map(product), vulnerabilities }),
    [house.fjord],
    id,
  )
  expect(await house.make(id)).toMatchObject({ made: 1, failed: [] })
  const newer = await served()
  expect(newer.version).toBe('3')
  expect(newer.revisions.map((text) => text.slice(0, 2))).toEqual(['1 ', '2 ', '3 '])
  expect(newer.said).toEqual(after.said)

  // What was said under a stricter label is not repeated in the open.
  await house.publish(written('Pumper', { tlp: 'TLP:AMBER', pap: 'PAP:AMBER', vulnerabilities }), [house.fjord])
  house.clock.set('2026-11-21T10:00:00.000Z')
  const closed = await house.publish(written('Lukket', { tlp: 'TLP:GREEN', pap: 'PAP:GREEN', vulnerabilities }), [house.fjord])
  await house.make()
  await asks(closed, house.dal)
  await says(closed, house.dal, { product: 'Fjordvendor FjordOS', cves: [one], state: 'under-investigation' })
  await house.publish(written('Lukket', { vulnerabilities }), [house.fjord], closed)
  await house.make(closed)
  const paths = (await house.get('/.well-known/csaf/white/index.txt')).text.trim().split('\n')
  const texts = await Promise.all(paths.map(async (path) => (await house.get(`/.well-known/csaf/white/${path}`)).text))
  const opened = texts.find((text) => text.includes('"title": "Lukket"'))!
  expect(readCsaf(opened).csaf!.vulnerabilities[0]!.status).toEqual({ known_affected: ['CSAFPID-0001'] })

  house.clock.set('2026-11-22T10:00:00.000Z')
  await house.withdraw(id, 'Det var feil.')
  expect(await house.make(id)).toMatchObject({ made: 1, failed: [] })
})

it('2.12 a new version and what suppliers answered at the same moment are both wanted, each with a number of its own', {
  timeout: 300_000,
}, async () => {
  const id = await house.publish(written('Samtidig'), [house.fjord])
  await house.make(id)
  const release = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const round = house.db.in(system, async (tx) => {
    await holdDocuments(tx, id)
    held.resolve()
    await release.promise
    await noteRound(tx, system, id, 1, house.clock.now())
  })
  await held.promise
  const version = house.publish(written('Samtidig 2'), [house.fjord], id)
  await expect
    .poll(() => house.db.read(system, (tx) => tx.rows(sql`select from pg_locks where not granted and locktype = 'advisory'`)), {
      timeout: 60_000,
    })
    .not.toEqual([])
  release.resolve()
  await Promise.all([round, version])
  const documents = await house.db.read(system, (tx) =>
    tx.rows(sql`select number, version, round from csaf_document where advisory_id = ${uuidOf(id)}::uuid order by number`),
  )
  expect(documents).toEqual([
    { number: 1, version: 1, round: 0 },
    { number: 2, version: 1, round: 1 },
    { number: 3, version: 2, round: 0 },
  ])
  expect(await house.make(id)).toMatchObject({ made: 2, failed: [] })
})

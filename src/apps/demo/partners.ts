import {
  addPartner,
  addPartnerKey,
  cameOfCsaf,
  cameOfNews,
  draftOfItem,
  endPartnerFetch,
  itemsOfPartner,
  notePartnerProblem,
  partnerKeyComes,
  takeItems,
} from '#capabilities/partners/capability.ts'
import { ok } from '#domain/result.ts'
import { systemScope } from '#domain/scope.ts'
import { day, hour, later, type Utc } from '#domain/time.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db/db.ts'
import { duty } from './hands.ts'

const program = systemScope('demo')
/** Of a key that nobody has. */
const fingerprint = 'F1E11CE27A9B3C4D5E6F708192A3B4C5D6E7F809'
/** Of the key that is said to follow it. */
const nextFingerprint = '0C7A55B1E2D3948576A1B0C9D8E7F60514233241'

/**
 * Two partners that nobody can reach, with what they are said to have published lately; one thing has been taken, and has come anew since.
 * The newest document is signed with a key that nobody has accepted.
 */
export async function fillPartners({ db, clock }: { db: Db; clock: Clock }): Promise<void> {
  const now = clock.now()
  await fillTeam(db, now)
  await fillSupplier(db, now)
}

async function fillTeam(db: Db, now: Utc): Promise<void> {
  const partner = {
    name: 'Fjell CERT',
    kind: 'csaf',
    address: 'fjellcert.example',
    tlp: 'TLP:AMBER',
    pap: 'PAP:GREEN',
    everyMinutes: 60,
    daysBack: 90,
    takeUnsigned: false,
  } as const
  const checked = { hash: 'sha512', signedBy: fingerprint } as const
  const come = async (documents: readonly object[], at: Utc) => {
    const read = documents.map(async (document) => {
      const bytes = new TextEncoder().encode(JSON.stringify(document))
      const item = await cameOfCsaf({ bytes, checked }, tested, partner)
      return item.ok ? [item.value] : []
    })
    const came = (await Promise.all(read)).flat()
    await db.in(program, (tx) => takeItems(tx, program, { id, name: partner.name }, came, at))
  }
  const begun = later(now, -20 * day)
  const added = await db.in(duty, (tx) => addPartner(tx, duty, partner, begun))
  if (!added.ok) return
  const { id } = added.value
  await db.in(program, (tx) => addPartnerKey(tx, program, id, { fingerprint, state: 'accepted' }, begun))
  await come(documentsAt(now).slice(0, 3), later(now, -3 * day))
  const taken = (await db.read(program, (tx) => itemsOfPartner(tx, program, { partner: [id], limit: 10 }))).find(
    ({ key }) => key === 'FC-2026-0113',
  )
  if (taken) await db.in(duty, (tx) => draftOfItem(tx, duty, { id: taken.id, despite: '' }, later(now, -2 * day)))
  await come([...documentsAt(now).slice(3), worse(now)], later(now, -hour))
  await db.in(program, async (tx) => {
    const at = later(now, -hour)
    const place = 'https://fjellcert.example/.well-known/csaf/white/2026/fc-2026-0117.json'
    await notePartnerProblem(tx, program, id, { place, reason: 'new-key', detail: nextFingerprint }, at)
    await partnerKeyComes(tx, program, { id, name: partner.name }, nextFingerprint, at)
    await endPartnerFetch(tx, program, id, endOf({ fresh: 1, newer: 1, refused: 1 }, now), at)
  })
}

/** These documents are ours and are tested beside: loading the tests would take longer than the rest of the demo. */
const tested = async () => ok({ version: '2.0' as const, valid: true, failures: [], more: 0, tests: [], milliseconds: 0 })

async function fillSupplier(db: Db, now: Utc): Promise<void> {
  const partner = {
    name: 'Lunde Medisinteknikk',
    kind: 'feed',
    address: 'https://nytt.lundemt.example/sikkerhet.xml',
    tlp: 'TLP:AMBER+STRICT',
    pap: 'PAP:AMBER',
    everyMinutes: 360,
    daysBack: 90,
    takeUnsigned: false,
  } as const
  const added = await db.in(duty, (tx) => addPartner(tx, duty, partner, later(now, -20 * day)))
  if (!added.ok) return
  const { id } = added.value
  const feed = { title: 'Lunde Medisinteknikk: sikkerhet', language: 'nb', url: partner.address }
  const items = news(now).map((item) => cameOfNews(item, feed, partner))
  const at = later(now, -2 * hour)
  await db.in(program, (tx) => takeItems(tx, program, { id, name: partner.name }, items, at))
  await db.in(program, (tx) => endPartnerFetch(tx, program, id, endOf({ fresh: items.length, newer: 0, refused: 0 }, now), at))
}

const endOf = (came: { fresh: number; newer: number; refused: number }, now: Utc) => ({
  outcome: came.refused > 0 ? ('partly' as const) : ('good' as const),
  came: { ...came, same: 1, left: 0 },
  heard: true,
  nextAt: later(now, hour),
})

interface Told {
  id: string
  title: string
  summary: string
  details: string
  label: 'WHITE' | 'GREEN' | 'AMBER'
  at: Utc
  vendor: string
  product: string
  version: string
  cve: string
  vector: string
  score: number
  severity: string
  doing: string
}

/** A CSAF 2.0 document of Fjell CERT. */
const documentOf = (told: Told, version = 1, changed = told.at): object => ({
  document: {
    category: 'csaf_security_advisory',
    csaf_version: '2.0',
    distribution: { tlp: { label: told.label } },
    lang: 'en',
    notes: [
      { category: 'summary', title: 'Summary', text: told.summary },
      { category: 'description', title: 'Description', text: told.details },
    ],
    publisher: { category: 'coordinator', name: 'Fjell CERT', namespace: 'https://fjellcert.example' },
    references: [
      {
        category: 'self',
        summary: 'This document',
        url: `https://fjellcert.example/.well-known/csaf/white/2026/${told.id.toLowerCase()}.json`,
      },
    ],
    title: told.title,
    tracking: {
      current_release_date: changed,
      id: told.id,
      initial_release_date: told.at,
      revision_history: Array.from({ length: version }, (_, index) => ({
        date: index === 0 ? told.at : changed,
        number: String(index + 1),
        summary: index === 0 ? 'First version' : 'It is exploited now',
      })),
      status: 'final',
      version: String(version),
    },
  },
  product_tree: {
    branches: [
      {
        category: 'vendor',
        name: told.vendor,
        branches: [
          {
            category: 'product_name',
            name: told.product,
            branches: [
              {
                category: 'product_version',
                name: told.version,
                product: { name: `${told.vendor} ${told.product} ${told.version}`, product_id: 'CSAFPID-0001' },
              },
            ],
          },
        ],
      },
    ],
  },
  vulnerabilities: [
    {
      cve: told.cve,
      notes: [{ category: 'description', text: told.details }],
      product_status: { known_affected: ['CSAFPID-0001'] },
      remediations: [{ category: 'vendor_fix', details: told.doing, product_ids: ['CSAFPID-0001'] }],
      scores: [
        {
          cvss_v3: { version: '3.1', vectorString: told.vector, baseScore: told.score, baseSeverity: told.severity },
          products: ['CSAFPID-0001'],
        },
      ],
    },
  ],
})

const toldAt = (now: Utc): readonly Told[] => [
  {
    id: 'FC-2026-0113',
    title: 'Fjellport VPN gateway lets anybody in',
    summary: 'A fault in the sign-in of Fjellport VPN lets an attacker in without a password.',
    details: 'The gateway checks the session before it checks the password. Whoever sends an old session is let in.',
    label: 'GREEN',
    at: later(now, -4 * day),
    vendor: 'Fjellport',
    product: 'VPN Gateway',
    version: '8.1.2',
    cve: 'CVE-2026-10101',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    score: 9.8,
    severity: 'CRITICAL',
    doing: 'Install version 8.1.3, and end all sessions.',
  },
  {
    id: 'FC-2026-0114',
    title: 'Nordlys DICOM viewer opens files from anybody',
    summary: 'A picture that was made for it runs code on the workstation that opens it.',
    details: 'The length of a field is not checked. Opening one picture is enough.',
    label: 'AMBER',
    at: later(now, -3 * day - 4 * hour),
    vendor: 'Nordlys',
    product: 'DICOM Viewer',
    version: '5.4',
    cve: 'CVE-2026-10102',
    vector: 'CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H',
    score: 7.8,
    severity: 'HIGH',
    doing: 'Install version 5.5.',
  },
  {
    id: 'FC-2026-0115',
    title: 'Brisk log server shows its own log to everybody',
    summary: 'The page of the last hour asks for no sign-in.',
    details: 'Names of accounts and addresses stand in it.',
    label: 'WHITE',
    at: later(now, -3 * day - 2 * hour),
    vendor: 'Brisk',
    product: 'Log Server',
    version: '2.0',
    cve: 'CVE-2026-10103',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
    score: 5.3,
    severity: 'MEDIUM',
    doing: 'Install version 2.1.',
  },
  {
    id: 'FC-2026-0116',
    title: 'Granitt mail gateway <b>drops</b> the label of attachments',
    summary: 'Attachments lose their label on the way through, so that rules for labels do not hold.',
    details: 'Only messages with more than one attachment are hit.',
    label: 'GREEN',
    at: later(now, -3 * hour),
    vendor: 'Granitt',
    product: 'Mail Gateway',
    version: '11.0',
    cve: 'CVE-2026-10104',
    vector: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N',
    score: 3.7,
    severity: 'LOW',
    doing: 'Install version 11.0.1.',
  },
]

/** What Fjell CERT published, each in its first version. */
export const documentsAt = (now: Utc): object[] => toldAt(now).map((told) => documentOf(told))

/** The first of them once more: it is exploited now. */
export const worse = (now: Utc): object => {
  const [first] = toldAt(now)
  const title = 'Fjellport VPN gateway lets anybody in, and is being exploited'
  return documentOf({ ...first!, title }, 2, later(now, -2 * hour))
}

const news = (now: Utc) =>
  [
    {
      id: 'lmt-31',
      title: 'Infusjonspumpe Lunde P3: ny programvare retter CVE-2026-10105',
      summary:
        'Pumper av typen P3 med programvare 3.2 kan stoppes av andre på samme nett.\n\nVersjon 3.3 retter feilen. Kan pumpen ikke oppdateres, skal den stå på et eget nett. Pasientsikkerhet: pumpen varsler når den stopper.',
      published: later(now, -5 * hour),
    },
    {
      id: 'lmt-30',
      title: 'Planlagt vedlikehold av fjernhjelp 1. desember',
      summary: 'Fjernhjelp er stengt fra klokken 22 til 24.',
      published: later(now, -2 * day),
    },
    {
      id: 'lmt-29',
      title: 'Pasientmonitor M7 får ikke lenger oppdateringer',
      summary: 'Siste versjon er 7.9. Monitorer som skal brukes videre, må stå bak en brannmur.',
      published: later(now, -9 * day),
    },
  ].map((item) => ({ ...item, link: `https://nytt.lundemt.example/${item.id}`, authors: [], categories: [] }))

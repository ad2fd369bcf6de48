import { organisationNames } from '#capabilities/members/index.ts'
import type { CsvValue } from '#domain/csv.ts'
import { dayAfter, startOfDay } from '#domain/dates.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import type { Day, Utc } from '#domain/time.ts'
import { type AuditFilter, audit, auditPage } from '#platform/audit.ts'
import { type HeadKey, headKey, keptHead, verifyTrail } from '#platform/audit-days.ts'
import type { Config } from '#platform/config.ts'
import type { Db, Tx } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import { createSecretBox, hasSecret } from '#platform/secret-box.ts'
import { actionWords } from './action-words.ts'
import type { Verification } from './contract.ts'
import { accountNames } from './store.ts'
import { accountsIn, thingOf } from './things.ts'

type Line = Awaited<ReturnType<typeof auditPage>>['rows'][number]

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const whoWords: Record<Scope['who']['kind'], Texts> = {
  person: t('Person', 'Person', 'Person'),
  key: t('Nøkkel', 'Nøkkel', 'Key'),
  link: t('Svarlenke', 'Svarlenkje', 'Answer link'),
  system: t('Tjenesten', 'Tenesta', 'The service'),
}
/** With its code, so that a line is found again in the trail. */
const actionsWithCode = Object.fromEntries(
  Object.entries(actionWords).map(([code, { nb, nn, en }]) => [code, t(`${nb} (${code})`, `${nn} (${code})`, `${en} (${code})`)]),
)
const { text, number, moment } = column

const columns = {
  position: number('Nr.', 'Nr.', 'No.'),
  at: moment('Når', 'Når', 'When'),
  who_kind: text('Slag', 'Slag', 'Form', whoWords),
  who: text('Konto', 'Konto', 'Account'),
  who_name: text('Hvem', 'Kven', 'Who'),
  action: text('Handling', 'Handling', 'Action', actionsWithCode),
  object: text('Gjelder', 'Gjeld', 'About'),
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  detail: text('Detaljer', 'Detaljar', 'Details'),
  hash: text('Segl', 'Segl', 'Seal'),
} as const
const cells = (line: Line): CsvValue[] => [
  line.position,
  line.at,
  line.who.kind,
  line.who.id,
  line.who.name,
  line.action,
  line.object,
  line.organisation,
  JSON.stringify(line.detail),
  line.hash,
]

/** What a reader asks for: days in Norway, both of which count. */
export type Asked = Omit<AuditFilter, 'from' | 'to'> & { from?: Day | undefined; to?: Day | undefined }

const filterOf = ({ from, to, ...asked }: Asked): AuditFilter => ({
  ...asked,
  ...(from && { from: startOfDay(from) }),
  ...(to && { to: startOfDay(dayAfter(to)) }),
})

/** The reason that was given for a deed, under whichever name it was kept. */
const whyOf = (detail: Record<string, unknown>): string | null =>
  (['reason', 'why', 'outcome', 'text'].map((name) => detail[name]).find((said) => typeof said === 'string' && said !== '') as
    | string
    | undefined) ?? null

/** The trail for people and spreadsheets, newest first. */
export const trailAsTable = (db: Db, scope: Scope, asked: Asked, locale: Locale, now: Utc): Table => ({
  name: 'audit',
  columns,
  ...ownedRows(exportPages(db, scope, asked, now), cells, ({ organisation }) => organisation),
  locale,
})

/** A page at a time, each in a transaction of its own, so that a slow reader holds nothing. That it was exported stands in the trail first. */
async function* exportPages(db: Db, scope: Scope, asked: Asked, now: Utc) {
  const { organisation, ...detail } = asked
  await db.in(scope, (tx) => audit(tx, { action: 'audit.exported', object: 'audit', organisation, detail }, now))
  const filter = filterOf(asked)
  let after: string | undefined
  do {
    const page = await db.read(scope, (tx) => auditPage(tx, { ...filter, after, limit: 1_000 }))
    yield page.rows
    after = page.next
  } while (after !== undefined)
}

/** Verifies the whole trail; with the key of the house the signatures of its days too, and the head that its data folder keeps. */
export async function verification(tx: Tx, key?: HeadKey, dataDir?: string): Promise<Verification> {
  const found = await verifyTrail(tx, key)
  const kept = key && dataDir !== undefined ? await keptHead(tx, key, dataDir) : 'none'
  const holds = found.faults.length === 0 && found.days.length === 0
  return { whole: holds && (kept === 'none' || kept === 'holds'), ...found, kept }
}

/**
 * The trail for the doctor, who looks at signatures and at the head that is kept only where the key of the house is: without it they are
 * named as not looked at.
 */
export async function examineTrail(tx: Tx, config: Pick<Config, 'VARDE_SECRET_KEY' | 'dataDir'>) {
  const key = hasSecret(config) ? headKey(createSecretBox(config)) : undefined
  const { entries, signedDays, whole, faults, days, kept } = await verification(tx, key, config.dataDir)
  return {
    figures: {
      auditEntries: entries,
      signedDays,
      signatures: key ? 'verified with the key of this house' : 'not looked at: no key here',
    },
    problems: [
      ...faults.map(({ what, position }) => `the audit trail: entry ${position} was ${what}`),
      ...days.map(({ what, day }) => `the audit trail: the signed day ${day} is ${what}`),
      ...(kept === 'none' || kept === 'holds' ? [] : [`the audit trail: the head that the data folder keeps is ${kept}`]),
    ],
    broken: !whole,
  }
}

/** One page of the trail in the reader's words. */
export async function trail(
  tx: Tx,
  { after, limit, ...asked }: Asked & { after?: string | undefined; limit: number },
  locale: Locale,
) {
  const page = await auditPage(tx, { ...filterOf(asked), after, limit })
  const organisations = await organisationNames(
    tx,
    page.rows.flatMap(({ organisation }) => organisation ?? []),
  )
  const accounts = await accountNames(tx, tx.scope, accountsIn(page.rows))
  return {
    ...page,
    rows: page.rows.map((line) => ({
      ...line,
      words: actionWords[line.action]?.[locale] ?? line.action,
      why: whyOf(line.detail),
      thing: thingOf(line, { organisations, accounts }, locale),
    })),
  }
}

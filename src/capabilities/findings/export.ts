import type { Locale, Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { severityWords } from '#domain/severity.ts'
import type { Utc } from '#domain/time.ts'
import { limitOfFile } from '#domain/tlp.ts'
import type { Db } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import type { Answer, Finding, FindingFilter, FindingState } from './contract.ts'
import { meant } from './find.ts'
import { named } from './names.ts'
import { listFindings } from './store.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const stateWords: Record<FindingState, Texts> = {
  open: t('Åpen', 'Open', 'Open'),
  told: t('Varslet', 'Varsla', 'Told'),
  answered: t('Besvart', 'Svara på', 'Answered'),
  fixed: t('Rettet', 'Retta', 'Fixed'),
  accepted: t('Akseptert', 'Akseptert', 'Accepted'),
  disputed: t('Omtvistet', 'Omstridd', 'Disputed'),
  withdrawn: t('Trukket tilbake', 'Trekt tilbake', 'Withdrawn'),
}
const answerWords: Record<Answer, Texts> = {
  fixed: t('Rettet', 'Retta', 'Fixed'),
  working: t('Vi jobber med det', 'Vi jobbar med det', 'We are working on it'),
  accepted: t('Vi lever med det en stund', 'Vi lever med det ei stund', 'We live with it for a while'),
  'not-ours': t('Ikke vårt', 'Ikkje vårt', 'Not ours'),
  'false-alarm': t('Falsk alarm', 'Falsk alarm', 'False alarm'),
}
const closedByWords: Record<NonNullable<Finding['closedBy']>, Texts> = {
  absence: t('Målt borte', 'Målt borte', 'Measured gone'),
  team: t('Teamet', 'Teamet', 'The team'),
}

const { text, number, moment, yesNo, code } = column

const columns = {
  id: text('Nummer', 'Nummer', 'Number'),
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  operator: text('Driftes av', 'Blir drifta av', 'Operated by'),
  kind: code,
  kind_name: text('Hva', 'Kva', 'What'),
  asset: text('Hvor', 'Kvar', 'Where'),
  state: text('Tilstand', 'Tilstand', 'State', stateWords),
  severity: text('Alvor', 'Alvor', 'Severity', severityWords),
  tlp: text('Deling (TLP)', 'Deling (TLP)', 'Sharing (TLP)'),
  pap: text('Handlinger (PAP)', 'Handlingar (PAP)', 'Actions (PAP)'),
  sources: text('Kilder', 'Kjelder', 'Sources'),
  first_seen: moment('Sett første gang', 'Sett første gong', 'First seen'),
  last_seen: moment('Sett sist', 'Sett sist', 'Last seen'),
  sightings: number('Ganger sett', 'Gonger sett', 'Times seen'),
  opened_at: moment('Åpnet', 'Opna', 'Opened'),
  due_at: moment('Frist', 'Frist', 'Due'),
  overdue: yesNo('Fristen er ute', 'Fristen er ute', 'Overdue'),
  told_at: moment('Varslet', 'Varsla', 'Told'),
  read_at: moment('Lest', 'Lese', 'Read'),
  answer: text('Svar', 'Svar', 'Answer', answerWords),
  answered_at: moment('Besvart', 'Svara på', 'Answered'),
  answer_until: moment('Svaret gjelder til', 'Svaret gjeld til', 'Answer holds until'),
  closed_at: moment('Lukket', 'Lukka', 'Closed'),
  closed_by: text('Lukket av', 'Lukka av', 'Closed by', closedByWords),
  unproven: yesNo('Ingen kilde måler det', 'Inga kjelde måler det', 'No source measures it'),
} as const

/** The findings that fit a filter, for programs and people. */
export const findingsTable = (db: Db, scope: Scope, filter: FindingFilter, locale: Locale, now: Utc): Table => ({
  name: 'findings',
  columns,
  ...ownedRows(exportPages(db, scope, filter, locale, now), cellsOf, ({ organisation }) => organisation.id),
  locale,
})

/** The export reads page by page, so that a million rows need no more memory than forty. */
async function* exportPages(db: Db, scope: Scope, filter: FindingFilter, locale: Locale, now: Utc) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, async (tx) => {
      const found = await listFindings(
        tx,
        scope,
        await meant(tx, scope, { ...filter, upTo: limitOfFile(filter.upTo) }, now),
        { after, limit: 1_000, order: 'newest' },
        now,
      )
      return { rows: await named(tx, found.rows, locale, now), next: 'next' in found ? found.next : undefined }
    })
    yield page.rows
    after = page.next
    more = after !== undefined
  }
}

const cellsOf = (row: Finding) => [
  row.id,
  row.organisation.name,
  row.operator?.name,
  row.kind,
  row.kindName,
  row.assetText,
  row.state,
  row.severity,
  row.tlp,
  row.pap,
  row.sources.join(' '),
  row.firstSeen,
  row.lastSeen,
  row.sightings,
  row.openedAt,
  row.dueAt,
  row.overdue,
  row.toldAt,
  row.readAt,
  row.answer,
  row.answeredAt,
  row.answerUntil,
  row.closedAt,
  row.closedBy,
  row.unproven,
]

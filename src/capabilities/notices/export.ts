import { constituencyWords } from '#capabilities/members/index.ts'
import type { Locale, Texts } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { severityWords } from '#domain/severity.ts'
import { limitOfFile } from '#domain/tlp.ts'
import type { Db } from '#platform/db/db.ts'
import { column, ownedRows, type Table } from '#platform/documents/table.ts'
import type { Notice, NoticeFilter, NoticeState, Schedule, Topic } from './contract.ts'
import { listNotices } from './read.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

const stateWords: Record<NoticeState, Texts> = {
  queued: t('I kø', 'I kø', 'Queued'),
  deferred: t('Utsatt', 'Utsett', 'Deferred'),
  bounced: t('Kom i retur', 'Kom i retur', 'Bounced'),
  sent: t('Sendt', 'Sendt', 'Sent'),
  silent: t('Ingen svarer', 'Ingen svarar', 'Silent'),
  opened: t('Åpnet', 'Opna', 'Opened'),
  answered: t('Besvart', 'Svara på', 'Answered'),
  cancelled: t('Stoppet', 'Stoppa', 'Cancelled'),
}
const topicWords: Record<Topic, Texts> = {
  advisory: t('Varsel', 'Varsel', 'Warning'),
  findings: t('Funn', 'Funn', 'Findings'),
  correction: t('Rettelse', 'Retting', 'Correction'),
}
const scheduleWords: Record<Schedule, Texts> = {
  'at-once': t('Straks', 'Straks', 'At once'),
  daily: t('Daglig oversikt', 'Dagleg oversyn', 'Daily digest'),
}

const { text, number, moment } = column

const columns = {
  id: text('Nummer', 'Nummer', 'Number'),
  recipient: text('Mottaker', 'Mottakar', 'Recipient'),
  constituency: text('Ansvarsområde', 'Ansvarsområde', 'Constituency', constituencyWords),
  topic: text('Gjelder', 'Gjeld', 'About', topicWords),
  schedule: text('Når', 'Når', 'When', scheduleWords),
  state: text('Tilstand', 'Tilstand', 'State', stateWords),
  severity: text('Alvor', 'Alvor', 'Severity', severityWords),
  tlp: text('Deling (TLP)', 'Deling (TLP)', 'Sharing (TLP)'),
  pap: text('Handlinger (PAP)', 'Handlingar (PAP)', 'Actions (PAP)'),
  subject: text('Emne', 'Emne', 'Subject'),
  findings: number('Funn', 'Funn', 'Findings'),
  organisations: number('Virksomheter', 'Verksemder', 'Organisations'),
  answered: number('Funn besvart', 'Funn svara på', 'Findings answered'),
  created_at: moment('Laget', 'Laga', 'Made'),
  sent_at: moment('Sendt', 'Sendt', 'Sent'),
  opened_at: moment('Åpnet', 'Opna', 'Opened'),
  answered_at: moment('Besvart', 'Svara på', 'Answered'),
} as const

/** The notices that fit a filter, for people and spreadsheets. */
export const noticesAsTable = (db: Db, scope: Scope, filter: NoticeFilter, locale: Locale): Table => ({
  name: 'notices',
  columns,
  ...ownedRows(exportPages(db, scope, filter), cellsOf, ({ recipient }) => recipient.id),
  locale,
})

async function* exportPages(db: Db, scope: Scope, filter: NoticeFilter) {
  for (let after: string | undefined, more = true; more; ) {
    const page = await db.read(scope, (tx) => listNotices(tx, { ...filter, upTo: limitOfFile(filter.upTo), after, limit: 1_000 }))
    yield page.rows
    after = page.next
    more = after !== undefined
  }
}

const cellsOf = (row: Notice) => [
  row.id,
  row.recipient.name,
  row.constituency,
  row.topic,
  row.schedule,
  row.state,
  row.severity,
  row.tlp,
  row.pap,
  row.subject,
  row.findings,
  row.organisations,
  row.answered,
  row.createdAt,
  row.sentAt,
  row.openedAt,
  row.answeredAt,
]

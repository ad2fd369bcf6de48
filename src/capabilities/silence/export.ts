import { organisationKindWords } from '#capabilities/members/index.ts'
import type { CsvValue } from '#domain/csv.ts'
import type { Locale } from '#domain/locale.ts'
import { severityWords } from '#domain/severity.ts'
import { column, onePage, ownedRows, type Table } from '#platform/documents/table.ts'
import type { EffectRow, PhoneRow, SilenceRow } from './contract.ts'
import { countyName } from './silence.ts'
import { channelWords, outcomeWords, stageWords } from './words.ts'

const { text, number, moment, code } = column

const silenceColumns = {
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  kinds: text('Type', 'Type', 'Kind', organisationKindWords),
  county_code: code,
  county: text('Fylke', 'Fylke', 'County'),
  stage: text('Hvor langt', 'Kor langt', 'How far', stageWords),
  told_at: moment('Varslet', 'Varsla', 'Told'),
  channel: text('Kanal', 'Kanal', 'Channel', channelWords),
  read_at: moment('Lest', 'Lese', 'Read'),
  answered_at: moment('Svart på alt', 'Svart på alt', 'Answered all'),
  settled_at: moment('Gjort eller gjelder ikke', 'Gjort eller gjeld ikkje', 'Done or not relevant'),
  measures: number('Tiltak', 'Tiltak', 'Measures'),
  answered: number('Tiltak besvart', 'Tiltak svara på', 'Measures answered'),
  claimed: number('Tiltak sagt gjort', 'Tiltak sagde gjorde', 'Measures said to be done'),
  proved: number('Tiltak vist gjort ved måling', 'Tiltak viste gjorde ved måling', 'Measures proved by a measurement'),
  compensated: number('Gjort noe annet', 'Gjort noko anna', 'Something else done'),
  not_relevant: number('Tiltak som ikke gjelder', 'Tiltak som ikkje gjeld', 'Measures not relevant'),
  accepted: number('Risiko akseptert', 'Risiko akseptert', 'Risk accepted'),
  disputed: number('Svar som måling sier imot', 'Svar som måling seier imot', 'Answers contradicted by a measurement'),
  answers: text('Hva som er svart', 'Kva som er svara', 'What was answered'),
  overdue: number('Tiltak over frist', 'Tiltak over frist', 'Measures overdue'),
  quiet_hours: number('Timer siden', 'Timar sidan', 'Hours since'),
  why: text('Hvorfor varslet', 'Kvifor varsla', 'Why addressed'),
  next_channel: text('Neste kanal', 'Neste kanal', 'Next channel', channelWords),
  next_contact: text('Neste kontakt', 'Neste kontakt', 'Next contact'),
  reminded_at: moment('Purret', 'Purra', 'Reminded'),
  called_at: moment('Ringt', 'Ringt', 'Called'),
  call_outcome: text('Utfall av samtalen', 'Utfall av samtalen', 'Outcome of the call', outcomeWords),
} as const

/** An answer as one text: what was asked, what is said, until when. */
const answerText = ({ what, words, until, judged }: SilenceRow['answers'][number]): string =>
  [`${what}:`, words, judged, until && `(${until})`].filter(Boolean).join(' ')

const silenceCells = (row: SilenceRow): CsvValue[] => [
  row.organisation.name,
  row.kinds.join(' '),
  row.county,
  row.county && countyName(row.county),
  row.stage,
  row.toldAt,
  row.channel,
  row.readAt,
  row.answeredAt,
  row.settledAt,
  row.asked,
  row.answered,
  row.byState.claimed ?? 0,
  row.byState.done ?? 0,
  row.byState.compensated ?? 0,
  row.byState['not-relevant'] ?? 0,
  row.byState.accepted ?? 0,
  row.byState.disputed ?? 0,
  row.answers.map(answerText).join('; '),
  row.overdue,
  row.quietHours,
  row.why.join('; '),
  row.next?.channel ?? null,
  row.next?.contact ?? null,
  row.reminder?.at ?? null,
  row.call?.at ?? null,
  row.call?.outcome ?? null,
]

/** The silence table for people and spreadsheets; each organisation sees that its line left. */
export const silenceTable = (pages: AsyncIterable<readonly SilenceRow[]>, locale: Locale): Table => ({
  name: 'silence',
  columns: silenceColumns,
  ...ownedRows(pages, silenceCells, ({ organisation }) => organisation.id),
  locale,
})

const phoneColumns = {
  place: number('Nr.', 'Nr.', 'No.'),
  organisation: text('Virksomhet', 'Verksemd', 'Organisation'),
  telephone: text('Telefon', 'Telefon', 'Telephone'),
  contact: text('Funksjon', 'Funksjon', 'Function'),
  others: text('Andre numre', 'Andre nummer', 'Other numbers'),
  stage: text('Hvor langt', 'Kor langt', 'How far', stageWords),
  quiet_hours: number('Timer siden', 'Timar sidan', 'Hours since'),
  overdue: number('Tiltak over frist', 'Tiltak over frist', 'Measures overdue'),
  last_call: text('Forrige samtale', 'Førre samtale', 'Last call', outcomeWords),
  reached: text('Nådd', 'Nådd', 'Reached'),
  not_reached: text('Ikke nådd', 'Ikkje nådd', 'Not reached'),
  call_again: text('Ring igjen', 'Ring igjen', 'Call again'),
} as const

/** The phone list for people and spreadsheets, with room for what came of each call. */
export const phoneTable = (pages: AsyncIterable<readonly PhoneRow[]>, locale: Locale): Table => {
  let place = 0
  const cells = (row: PhoneRow): CsvValue[] => {
    place += 1
    return [
      place,
      row.organisation.name,
      row.ring?.telephone ?? null,
      row.ring?.name ?? null,
      row.others.map(({ name, telephone }) => `${name} ${telephone}`).join('; '),
      row.stage,
      row.quietHours,
      row.overdue,
      row.call?.outcome ?? null,
      '',
      '',
      '',
    ]
  }
  return { name: 'phone-list', columns: phoneColumns, ...ownedRows(pages, cells, ({ organisation }) => organisation.id), locale }
}

const effectColumns = {
  id: text('Nummer', 'Nummer', 'Number'),
  title: text('Varsel', 'Varsel', 'Warning'),
  severity: text('Alvor', 'Alvor', 'Severity', severityWords),
  published_at: moment('Publisert', 'Publisert', 'Published'),
  version: number('Versjon', 'Versjon', 'Version'),
  addressed: number('Adressert', 'Adressert', 'Addressed'),
  told: number('Varslet', 'Varsla', 'Told'),
  read: number('Lest', 'Lese', 'Read'),
  asked: number('Bedt om tiltak', 'Bedne om tiltak', 'Asked for measures'),
  answered: number('Svart på alt', 'Svart på alt', 'Answered all'),
  claimed: number('Sagt gjort alt', 'Sagt gjort alt', 'Said all done'),
  proved: number('Alt vist gjort ved måling', 'Alt vist gjort ved måling', 'All proved by a measurement'),
  not_relevant: number('Gjelder ikke', 'Gjeld ikkje', 'Not relevant'),
  disputed: number('Måling sier imot', 'Måling seier imot', 'Contradicted by a measurement'),
  read_median_hours: number('Lest, median timer', 'Lese, median timar', 'Read, median hours'),
  read_p90_hours: number('Lest, 90-persentil timer', 'Lese, 90-persentil timar', 'Read, 90th percentile hours'),
  answered_median_hours: number('Svart, median timer', 'Svart, median timar', 'Answered, median hours'),
  answered_p90_hours: number('Svart, 90-persentil timer', 'Svart, 90-persentil timar', 'Answered, 90th percentile hours'),
  claimed_median_hours: number('Sagt gjort, median timer', 'Sagt gjort, median timar', 'Said done, median hours'),
  claimed_p90_hours: number(
    'Sagt gjort, 90-persentil timer',
    'Sagt gjort, 90-persentil timar',
    'Said done, 90th percentile hours',
  ),
  proved_median_hours: number('Vist gjort, median timer', 'Vist gjort, median timar', 'Proved, median hours'),
  proved_p90_hours: number('Vist gjort, 90-persentil timer', 'Vist gjort, 90-persentil timar', 'Proved, 90th percentile hours'),
} as const

const effectCells = ({ warning, figures }: EffectRow): CsvValue[] => [
  warning.trackingId,
  warning.title,
  warning.severity,
  warning.publishedAt,
  warning.version,
  figures.addressed,
  figures.told,
  figures.read,
  figures.asked,
  figures.answered,
  figures.claimed,
  figures.proved,
  figures.notRelevant,
  figures.disputed,
  figures.toRead.medianHours,
  figures.toRead.p90Hours,
  figures.toAnswer.medianHours,
  figures.toAnswer.p90Hours,
  figures.toClaimed.medianHours,
  figures.toClaimed.p90Hours,
  figures.toProved.medianHours,
  figures.toProved.p90Hours,
]

/** Warnings with their effect: figures of many, of nobody alone. */
export const effectTable = (rows: readonly EffectRow[], locale: Locale): Table => ({
  name: 'effect-of-warnings',
  columns: effectColumns,
  pages: onePage(rows.map(effectCells)),
  owners: 'nobody',
  locale,
})

import type { Finding } from '#capabilities/findings/contract.ts'
import { type FoundThere, foundThere, unsettledThere } from '#capabilities/findings/index.ts'
import { effectThere } from '#capabilities/measures/index.ts'
import { findOrganisation, registerOf } from '#capabilities/members/index.ts'
import { dayText } from '#domain/dates.ts'
import type { Id } from '#domain/id.ts'
import { day, daysBetween, later, type Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import { noteAnyReading } from '#platform/audit.ts'
import type { Tx } from '#platform/db/db.ts'
import type { Block, Printed } from '#platform/documents/document.ts'
import { mondays, spanText } from './dates.ts'
import { column, framed, heading, type Pen, penOf, type Reader, text } from './frame.ts'
import { findingsText, sayIn } from './words.ts'

/** Findings that a report lists; how many there are stands beside the list. */
const mostListed = 500
/** What was confirmed longer ago than this is to be confirmed again. */
const confirmedForDays = 365
const labelsAtMost = 14

/** What a report of one organisation is made of. */
export interface ReportFacts {
  name: string
  from: Utc
  to: Utc
  found: FoundThere
  unsettled: readonly Finding[]
  effect: Awaited<ReturnType<typeof effectThere>>
  register: Awaited<ReturnType<typeof registerOf>>
}

/** Reads them for who acts for the organisation, and for the team, of whom it is noted. Others do not learn that it exists. */
export async function readReport(
  tx: Tx,
  { scope, locale, now }: Reader,
  organisation: Id<'org'>,
  days: number,
): Promise<ReportFacts | undefined> {
  if (!scope.team && !scope.organisations.includes(organisation)) return undefined
  const known = await findOrganisation(tx, organisation)
  if (!known) return undefined
  await noteAnyReading(tx, organisation, 'report', now)
  const period = { from: later(now, -days * day), to: now }
  return {
    name: known.name,
    ...period,
    found: await foundThere(tx, scope, organisation, period),
    unsettled: await unsettledThere(tx, scope, organisation, mostListed, locale, now),
    effect: await effectThere(tx, scope, organisation, period),
    register: await registerOf(tx, organisation, now),
  }
}

/** It tells where an organisation is weak: never milder than this. */
const mildest: Tlp = 'TLP:AMBER'

/** A report for one organisation: what was found, what became of it, how long it took, what is left, and what we do not see. */
export function organisationDocument(facts: ReportFacts, reader: Reader): Printed {
  const pen = penOf(reader)
  const labels = [mildest, ...facts.unsettled.map(({ tlp }) => tlp)]
  return framed(reader, pen.say('report.title', { name: facts.name }), labels, (tlp) => [
    factsOf(facts, tlp, pen),
    ...shortOf(facts, pen),
    ...becameOf(facts, pen),
    ...timesOf(facts, pen),
    ...leftOf(facts, pen),
    ...contactsOf(facts, pen),
    ...blindOf(facts, pen),
  ])
}

/** What the document is called in a folder: of whom it is, and of which day. */
export const organisationName = ({ name, to }: ReportFacts, { locale }: Reader): string[] => [
  sayIn(locale)('report.file'),
  name,
  dayText(to, locale),
]

const sumOf = ({ found: { bySeverity } }: ReportFacts, what: 'found' | 'told' | 'answered' | 'proved'): number =>
  bySeverity.reduce((sum, row) => sum + row[what], 0)

function factsOf({ name, from, to }: ReportFacts, tlp: Tlp, { say, locale }: Pen): Block {
  const period = { from: dayText(from, locale), to: dayText(to, locale), days: daysBetween(from, to) }
  return {
    block: 'facts',
    items: [
      [say('tlp'), tlp],
      [say('whose'), name],
      [say('report.period'), say('report.periodText', period)],
    ],
  }
}

function shortOf(facts: ReportFacts, { say, locale }: Pen): Block[] {
  const { found } = facts
  const count = sumOf(facts, 'found')
  return [
    heading(say('report.short')),
    text(
      count === 0
        ? say('report.none')
        : say('report.found', {
            found: findingsText(count, locale),
            told: sumOf(facts, 'told'),
            answered: sumOf(facts, 'answered'),
            proved: sumOf(facts, 'proved'),
          }),
    ),
    text(
      found.unsettledNow === 0
        ? say('report.settled')
        : say('report.unsettled', { count: findingsText(found.unsettledNow, locale) }),
    ),
    ...(found.provedInPeriod > sumOf(facts, 'proved') ? [text(say('report.provedAlso', { count: found.provedInPeriod }))] : []),
    ...(found.withdrawn > 0 ? [text(say('report.withdrawn', { count: found.withdrawn }), true)] : []),
  ]
}

function becameOf(facts: ReportFacts, pen: Pen): Block[] {
  const { say } = pen
  const all = sumOf(facts, 'found')
  if (all === 0) return []
  const bars = (['told', 'answered', 'proved'] as const).map((what) => {
    const value = sumOf(facts, what)
    return { label: say(what), value, of: all, known: true, text: say('ofAll', { some: value, all }) }
  })
  return [
    heading(say('report.became')),
    { block: 'bars', alt: bars.map((bar) => `${bar.label}: ${bar.text}`).join('. '), rows: bars },
    {
      block: 'table',
      columns: [
        column(say('severity'), 3),
        ...(['report.foundColumn', 'told', 'answered', 'proved', 'report.unsettledColumn'] as const).map((word) =>
          column(say(word), 2, true),
        ),
      ],
      rows: facts.found.bySeverity.map((row) => [
        { severity: row.severity, text: say(`severity.${row.severity}`) },
        ...[row.found, row.told, row.answered, row.proved, row.unsettled].map(String),
      ]),
    },
    heading(say('report.weeks'), 3),
    weeksOf(facts, pen),
    text(say('report.weeksHint'), true),
  ]
}

function weeksOf({ from, to, found }: ReportFacts, { locale }: Pen): Block {
  const counts = new Map(found.weeks.map((row) => [row.week, row.found]))
  const weeks = mondays(from, to)
  const every = Math.ceil(weeks.length / labelsAtMost)
  const words = (week: string) => dayText(`${week}T12:00:00.000Z`, locale).replace(/ \d{4}$/, '')
  return {
    block: 'columns',
    alt: weeks.map((week) => `${words(week)}: ${counts.get(week) ?? 0}`).join(', '),
    rows: weeks.map((week, at) => ({ label: at % every === 0 ? words(week) : '', value: counts.get(week) ?? 0 })),
  }
}

function timesOf({ effect }: ReportFacts, { say, locale }: Pen): Block[] {
  if (effect.told === 0) return []
  const row = (word: 'read' | 'answered' | 'proved') => {
    const { known, hours } = effect[word]
    return [
      say(word),
      known > 0 && hours ? spanText(hours[0], locale) : say('none'),
      known > 0 && hours ? spanText(hours[1], locale) : say('none'),
      say('ofAll', { some: known, all: effect.told }),
    ]
  }
  return [
    heading(say('report.times')),
    text(say('report.timesHint'), true),
    {
      block: 'table',
      columns: [
        column(say('report.step'), 3),
        column(say('report.median'), 2, true),
        column(say('report.slow'), 2, true),
        column(say('report.known'), 2, true),
      ],
      rows: [row('read'), row('answered'), row('proved')],
    },
  ]
}

function leftOf({ unsettled, found }: ReportFacts, { say, locale }: Pen): Block[] {
  if (unsettled.length === 0) return []
  const shown = say('andMore', { some: unsettled.length, all: found.unsettledNow })
  return [
    heading(say('report.left')),
    text(`${shown} ${say('worstFirst')}`, true),
    {
      block: 'table',
      columns: [
        column(say('severity'), 0),
        column(say('what'), 4),
        column(say('where'), 4),
        column(say('state'), 2),
        column(say('due'), 2),
      ],
      rows: unsettled.map((finding) => [
        { severity: finding.severity, text: say(`severity.${finding.severity}`) },
        finding.kindName,
        finding.assetText,
        say(`state.${finding.state}`),
        finding.overdue ? say('overdue', { day: dayText(finding.dueAt, locale) }) : dayText(finding.dueAt, locale),
      ]),
    },
  ]
}

const isOld = (confirmedAt: Utc | null, now: Utc): boolean =>
  confirmedAt === null || daysBetween(confirmedAt, now) >= confirmedForDays

function contactsOf({ register: { contacts } }: ReportFacts, { say, locale, now }: Pen): Block[] {
  const old = contacts.filter(({ confirmedAt }) => isOld(confirmedAt, now))
  const reachable = contacts.some(({ role, email }) => role === 'security' && email)
  return [
    heading(say('report.contacts')),
    ...(reachable ? [] : [{ block: 'notice', title: null, text: say('report.noSecurity') } as const]),
    ...(contacts.length === 0
      ? []
      : [
          text(say('report.contactsHint', { count: old.length, all: contacts.length }), true),
          {
            block: 'table',
            columns: [
              column(say('report.role'), 3),
              column(say('report.function'), 3),
              column(say('report.reach'), 5),
              column(say('report.confirmed'), 2),
            ],
            rows: contacts.map((contact) => [
              say(`role.${contact.role}`),
              contact.name,
              [contact.email, contact.telephone].filter(Boolean).join('\n') || say('none'),
              contact.confirmedAt ? dayText(contact.confirmedAt, locale) : say('report.never'),
            ]),
          } as const,
        ]),
  ]
}

function blindOf({ register: { holdings }, found }: ReportFacts, { say, now }: Pen): Block[] {
  const count = (form: string) => holdings.filter((holding) => holding.form === form).length
  const old = holdings.filter(({ confirmedAt }) => isOld(confirmedAt, now)).length
  return [
    heading(say('report.blind')),
    {
      block: 'list',
      numbered: false,
      items: [
        holdings.length === 0
          ? say('report.blind.nothing')
          : say('report.blind.holdings', { networks: count('network'), domains: count('domain'), asns: count('asn') }),
        ...(old > 0 ? [say('report.blind.old', { count: old, all: holdings.length })] : []),
        ...(found.unproven > 0 ? [say('report.blind.unproven', { count: found.unproven, all: found.unsettledNow })] : []),
        say('report.blind.inside'),
        ...(found.sources.length > 0 ? [say('report.blind.sources', { sources: found.sources.join(', ') })] : []),
      ],
    },
  ]
}

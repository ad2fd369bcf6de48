import { titlesOf } from '#capabilities/feeds/index.ts'
import { wordsOf } from '#capabilities/findings/index.ts'
import { findOrganisation, operatesFor, operatorsOf, organisationNames, placesOf } from '#capabilities/members/index.ts'
import { dealingsElsewhere, dealingsWith, lastMails } from '#capabilities/notices/index.ts'
import { type Id, idOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Scope } from '#domain/scope.ts'
import { rank, type Severity, severities } from '#domain/severity.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import { counted } from './actions.ts'
import { closingDecided, type Facet, type MemberView, type Trend, type TrendAsked, type TrendEvent } from './contract.ts'
import type { Line } from './rules.ts'
import type { Noted } from './store.ts'
import { eventInWords, partInWords } from './words.ts'

const order = ({ part }: Line): number => -rank(part as Severity)

/** The lines of a facet in the order in which they are read: by severity, else what has most to do first. */
function inOrder(facet: Facet, lines: readonly Line[]): Line[] {
  if (facet === 'severity') return lines.toSorted((one, other) => order(one) - order(other))
  const most = ({ unsettled, opened }: Line) => (unsettled.at(-1) ?? 0) + opened.reduce((sum, each) => sum + each, 0) / 1_000
  return lines.toSorted((one, other) => most(other) - most(one) || (one.part < other.part ? -1 : 1))
}

const isEmpty = ({ opened, settled, unsettled, sightings }: Line): boolean =>
  [opened, settled, unsettled, sightings].every((numbers) => numbers.every((number) => number === 0))

/** What was counted in the last days, with words. */
export async function trend(
  tx: Tx,
  scope: Scope,
  asked: TrendAsked,
  locale: Locale,
  now: Utc,
): Promise<Result<{ trend: Trend }, 'not-found'>> {
  if (asked.organisation && !(await findOrganisation(tx, asked.organisation))) return no('not-found')
  const { events, lines, ...more } = await counted(tx, scope, asked, now)
  return ok({
    trend: {
      ...more,
      lines: inOrder(
        asked.by,
        lines.filter((line) => !isEmpty(line)),
      ).map((line) => ({ ...line, words: partInWords(asked.by, line.part, locale) })),
      events: await eventsInWords(tx, events, locale),
    },
  })
}

async function eventsInWords(tx: Tx, events: readonly Noted[], locale: Locale): Promise<TrendEvent[]> {
  const titles = await titlesOf(
    tx,
    events.flatMap(({ facts }) => idOf('src').safeParse(facts.source).data ?? []),
  )
  return events.map(({ at, kind, facts }) => {
    const source = idOf('src').safeParse(facts.source).data
    const what =
      kind === closingDecided ? wordsOf(String(facts.what), locale).name : source && (titles.get(source) ?? stringOf(facts.title))
    return {
      at,
      day: at.slice(0, 10),
      kind,
      words: eventInWords(kind, { what, count: Number(facts.findings ?? 0) }, locale),
      link: kind === closingDecided ? `/closings/${facts.closing}` : source && titles.has(source) ? `/sources/${source}` : null,
    }
  })
}

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const dealtWithForDays = 365
const mostOperated = 50

/** What several rooms know of one organisation. */
export async function memberView(
  tx: Tx,
  scope: Scope,
  id: Id<'org'>,
  now: Utc,
): Promise<Result<{ view: MemberView }, 'not-found'>> {
  if (!(await findOrganisation(tx, id))) return no('not-found')
  const since = later(now, -dealtWithForDays * day)
  const { worst, ...silence } = await dealingsWith(tx, scope, id, since)
  const elsewhere = await dealingsElsewhere(tx, scope, id, since)
  const names = await organisationNames(
    tx,
    elsewhere.map(({ recipient }) => recipient),
  )
  const county = (await placesOf(tx, [id])).get(id)?.county ?? null
  const mails = await lastMails(tx, scope, id)
  const operated = await operatesFor(tx, scope, id, now)
  return ok({
    view: {
      county: county && partInWords('county', county, 'nb'),
      operatedBy: await operatorsOf(tx, scope, id, now),
      operatesFor: { organisations: operated.slice(0, mostOperated), count: operated.length },
      contacts: mails.map(({ contact, ...mail }) => ({ id: contact, ...mail })),
      silence: {
        ...silence,
        worst: worst === null ? null : severities[4 - worst]!,
        elsewhere: elsewhere.map(({ recipient, ...row }) => ({
          ...row,
          recipient: { id: recipient, name: names.get(recipient) ?? recipient },
        })),
      },
    },
  })
}

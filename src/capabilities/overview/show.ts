import { titlesOf } from '#capabilities/feeds/index.ts'
import { concerning, wordsOf } from '#capabilities/findings/index.ts'
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
import { closingDecided, type Facet, type MemberView, type Trend, type TrendAsked } from './contract.ts'
import { type Line, worthShowing } from './rules.ts'
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
      ...(await eventsInWords(tx, scope, events, asked.organisation, locale)),
    },
  })
}

/** What explains the line: of one organisation only what concerns it, with how many of its findings were closed. */
async function eventsInWords(
  tx: Tx,
  scope: Scope,
  events: readonly Noted[],
  organisation: Id<'org'> | undefined,
  locale: Locale,
): Promise<Pick<Trend, 'events' | 'happened'>> {
  const sourceOf = ({ facts }: Noted) => idOf('src').safeParse(facts.source).data
  const sources = await titlesOf(
    tx,
    events.flatMap((event) => sourceOf(event) ?? []),
  )
  const closings = events.flatMap(({ facts }) => stringOf(facts.closing) ?? [])
  const concerned = organisation && (await concerning(tx, scope, organisation, closings))
  const sized = events.flatMap((event) => {
    const { at, kind, facts } = event
    const source = sources.get(sourceOf(event)!)
    const isClosing = kind === closingDecided
    if (concerned && !isClosing && !concerned.sources.has(source?.name ?? '')) return []
    const findings = !isClosing ? 0 : concerned ? (concerned.closed.get(String(facts.closing)) ?? 0) : Number(facts.findings ?? 0)
    if (concerned && isClosing && findings === 0) return []
    const what = isClosing ? wordsOf(String(facts.what), locale).name : (source?.title ?? stringOf(facts.title))
    const link = isClosing ? `/closings/${facts.closing}` : source ? `/sources/${sourceOf(event)}` : null
    return [{ at, kind, findings, words: eventInWords(kind, { what, count: findings }, locale), link }]
  })
  return {
    events: worthShowing(sized).map(({ findings: _, ...event }) => ({ ...event, day: event.at.slice(0, 10) })),
    happened: sized.length,
  }
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

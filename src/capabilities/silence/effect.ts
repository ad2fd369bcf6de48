import type { z } from 'zod'
import {
  inLocale,
  reachedFigures,
  variantsOf,
  type Warning,
  type WordingKey,
  warningRow,
  warningsWithin,
} from '#capabilities/advisories/index.ts'
import type { Span } from '#capabilities/measures/contract.ts'
import { advisedCurve, advisedFigures } from '#capabilities/measures/index.ts'
import { organisationKindWords } from '#capabilities/members/index.ts'
import { type Id, uuidOf } from '#domain/id.ts'
import type { Locale } from '#domain/locale.ts'
import type { Scope } from '#domain/scope.ts'
import { day, later, type Utc } from '#domain/time.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AdvisoryEffect, Curve, EffectFigures, EffectFilter, EffectRow, Stage, WordingEffect } from './contract.ts'
import { compared, hoursBetween, percentile, shareOf, winnerRule } from './rules.ts'
import { countyName, nameOf, pageAfter, type Standing, standings } from './silence.ts'
import { channelWords, noCounty } from './words.ts'

type SpanOf = z.infer<typeof Span>

const hundredths = 100
const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value * hundredths) / hundredths)

/** How many hours it took from being told; of whoever was never told nothing is known. */
function spanOf(rows: readonly Standing[], told: number, pick: (row: Standing) => [from: Utc | null, to: Utc | null]): SpanOf {
  const hours = rows.flatMap((row) => {
    const [from, to] = pick(row)
    return from && to ? [hoursBetween(from, to)] : []
  })
  return {
    of: told,
    known: hours.length,
    medianHours: rounded(percentile(hours, 0.5)),
    p90Hours: rounded(percentile(hours, 0.9)),
  }
}

/** From being told until all was settled so. */
const settledIn =
  (wanted: Stage) =>
  ({ stage, firstToldAt, settledAt }: Standing): [from: Utc | null, to: Utc | null] => [
    firstToldAt,
    stage === wanted ? settledAt : null,
  ]

/** The effect on some addressees. */
export function figuresOf(rows: readonly Standing[]): EffectFigures {
  const count = (isOne: (row: Standing) => unknown) => rows.filter(isOne).length
  const told = count(({ toldAt }) => toldAt)
  return {
    addressed: rows.length,
    told,
    read: count(({ readAt }) => readAt),
    asked: count(({ asked }) => asked > 0),
    answered: count(({ answeredAt }) => answeredAt),
    claimed: count(({ stage }) => stage === 'claimed'),
    proved: count(({ stage }) => stage === 'proved'),
    notRelevant: count(({ stage }) => stage === 'not-relevant'),
    disputed: count(({ stage }) => stage === 'disputed'),
    toRead: spanOf(rows, told, ({ toldAt, readAt }) => [toldAt, readAt]),
    toAnswer: spanOf(rows, told, ({ firstToldAt, answeredAt }) => [firstToldAt, answeredAt]),
    toClaimed: spanOf(rows, told, settledIn('claimed')),
    toProved: spanOf(rows, told, settledIn('proved')),
  }
}

/** The same by something that rows have one or several of; the largest group first. */
const grouped = (
  rows: readonly Standing[],
  groupsOf: (row: Standing) => readonly string[],
  wordsOf: (group: string) => string,
): AdvisoryEffect['byKind'] => {
  const groups = new Map<string, Standing[]>()
  for (const row of rows) for (const group of groupsOf(row)) groups.set(group, [...(groups.get(group) ?? []), row])
  return [...groups]
    .map(([group, some]) => ({ group, words: wordsOf(group), figures: figuresOf(some) }))
    .sort((one, other) => other.figures.addressed - one.figures.addressed || one.words.localeCompare(other.words, 'nb'))
}

/** What a warning had for effect; nothing while it has not been published. */
export async function effectOf(
  tx: Tx,
  scope: Scope,
  id: Id<'adv'>,
  locale: Locale,
  now: Utc,
): Promise<AdvisoryEffect | undefined> {
  const warning = await warningRow(tx, scope, id)
  if (!warning) return undefined
  const rows = await standings(tx, scope, [id], now)
  return {
    warning: nameOf(warning, locale),
    at: now,
    figures: figuresOf(rows),
    byKind: grouped(
      rows,
      ({ kinds }) => kinds,
      (kind) => organisationKindWords[kind as keyof typeof organisationKindWords][locale],
    ),
    byCounty: grouped(
      rows,
      ({ county }) => [county ?? ''],
      (county) => (county === '' ? noCounty[locale] : countyName(county)),
    ),
    byChannel: grouped(
      rows,
      ({ channel }) => [channel ?? 'unknown'],
      (channel) => (channelWords[channel] ?? channelWords.unknown!)[locale],
    ),
    curves: await curvesOf(tx, scope, warning, locale),
    wording: await wordingEffect(tx, scope, warning, rows, locale, now),
  }
}

/** How many had settled each measure after so many hours from publication, each point with all before it. */
async function curvesOf(tx: Tx, scope: Scope, warning: Warning, locale: Locale): Promise<Curve[]> {
  const found = Map.groupBy(await advisedCurve(tx, scope, warning.id, warning.publishedAt), ({ part }) => part)
  return warning.measures.flatMap(({ key, text }) => {
    const counted = found.get(key)
    if (!counted) return []
    const so = { claimed: 0, proved: 0, notRelevant: 0 }
    const points = counted.flatMap(({ hour, claimed, proved, notRelevant }) => {
      if (hour === null) return []
      so.claimed += claimed
      so.proved += proved
      so.notRelevant += notRelevant
      return [{ hour, ...so }]
    })
    return [{ part: key, words: inLocale(text, locale), of: counted[0]!.of, points }]
  })
}

/** How the wordings of a warning compare; nothing where there was one alone. */
async function wordingEffect(
  tx: Tx,
  scope: Scope,
  warning: Warning,
  rows: readonly Standing[],
  locale: Locale,
  now: Utc,
): Promise<WordingEffect | null> {
  if (rows.every(({ wording }) => wording === null)) return null
  const written = await variantsOf(tx, scope, { advisory: warning.id, version: warning.version })
  const titleOf = (key: WordingKey) => inLocale(written.find((one) => one.key === key)?.title ?? warning.title, locale)
  const keys = (['a', ...written.map(({ key }) => key)] as const).filter((key) => rows.some(({ wording }) => wording === key))
  const wordings = keys.map((key) => {
    const told = rows.filter(({ wording, toldAt }) => wording === key && toldAt)
    return {
      key,
      title: titleOf(key),
      told: told.length,
      read: shareOf(told.filter(({ readAt }) => readAt).length, told.length),
      answered: shareOf(told.filter(({ firstAnswerAt }) => firstAnswerAt).length, told.length),
    }
  })
  const counted = wordings.map(({ key, told, answered }) => ({ key, told, answered: answered.count }))
  return { wordings, ...compared(counted, hoursBetween(warning.publishedAt, now)), rule: winnerRule }
}

const usualPeriod = 365 * day
const mostWarnings = 500

const share = (count: number, of: number): number => (of === 0 ? -1 : count / of)
/** What was never measured comes last, whichever way one sorts downwards first. */
const time = (hours: number | null): number => hours ?? Number.POSITIVE_INFINITY

const orders: Readonly<Record<string, (row: EffectRow) => number>> = {
  published: ({ warning }) => Date.parse(warning.publishedAt),
  told: ({ figures }) => share(figures.told, figures.addressed),
  read: ({ figures }) => share(figures.read, figures.told),
  answered: ({ figures }) => share(figures.answered, figures.asked),
  claimed: ({ figures }) => share(figures.claimed, figures.asked),
  proved: ({ figures }) => share(figures.proved, figures.asked),
  toRead: ({ figures }) => time(figures.toRead.medianHours),
  toAnswer: ({ figures }) => time(figures.toAnswer.medianHours),
  toClaimed: ({ figures }) => time(figures.toClaimed.medianHours),
  toProved: ({ figures }) => time(figures.toProved.medianHours),
}

/** Warnings of a period with their effect, in order: the newest first unless asked otherwise. */
export async function effectsOf(
  tx: Tx,
  scope: Scope,
  { from: asked, to = undefined, severity, type, sort = '-published' }: EffectFilter,
  locale: Locale,
  now: Utc,
  most = mostWarnings,
): Promise<{ from: Utc; to: Utc; older: Utc | null; rows: EffectRow[] }> {
  const until = to ?? later(now, 1)
  const from = asked ?? later(until, -usualPeriod)
  const found = await warningsWithin(tx, scope, { from, to: until }, most + 1)
  const within = found.slice(0, most)
  const warnings = within.filter(
    (one) => (!severity?.length || severity.includes(one.severity)) && (!type?.length || type.includes(one.type)),
  )
  const ids = warnings.map(({ id }) => id)
  const reached = new Map((await reachedFigures(tx, scope, ids)).map((row) => [row.advisory, row]))
  const asks = new Map((await advisedFigures(tx, scope, ids)).map((row) => [row.advisory, row]))
  const rows = warnings.map((warning): EffectRow => {
    const { addressed = 0, told = 0, read = 0, readKnown = 0, readHours = null } = reached.get(warning.id) ?? {}
    const measures = asks.get(warning.id)
    const span = (found: { known: number; hours: [number, number] | null } | undefined): SpanOf => ({
      of: told,
      known: found?.known ?? 0,
      medianHours: rounded(found?.hours?.[0] ?? null),
      p90Hours: rounded(found?.hours?.[1] ?? null),
    })
    return {
      warning: nameOf(warning, locale),
      figures: {
        addressed,
        told,
        read,
        asked: measures?.asked ?? 0,
        answered: measures?.answered.count ?? 0,
        claimed: measures?.claimed.count ?? 0,
        proved: measures?.proved.count ?? 0,
        notRelevant: measures?.notRelevant ?? 0,
        disputed: measures?.disputed ?? 0,
        toRead: span({ known: readKnown, hours: readHours }),
        toAnswer: span(measures?.answered),
        toClaimed: span(measures?.claimed),
        toProved: span(measures?.proved),
      },
    }
  })
  const order = orders[sort.replace(/^-/, '')] ?? orders.published!
  const way = sort.startsWith('-') ? -1 : 1
  rows.sort((one, other) => {
    const [a, b] = [order(one), order(other)]
    return (a === b ? 0 : a < b ? -way : way) || (one.warning.id < other.warning.id ? 1 : -1)
  })
  return { from, to: until, older: found.length > most ? within.at(-1)!.publishedAt : null, rows }
}

/** One page of them. */
export async function effectPage(
  tx: Tx,
  scope: Scope,
  asked: EffectFilter & { after?: string | undefined; limit: number },
  locale: Locale,
  now: Utc,
) {
  const { rows, from, to, older } = await effectsOf(tx, scope, asked, locale, now)
  const page = pageAfter(
    rows,
    () => true,
    ({ warning }) => uuidOf(warning.id),
    asked,
  )
  return { ...page, count: rows.length, from, to, older }
}

import type { Utc } from '#domain/time.ts'
import type { Tlp } from '#domain/tlp.ts'
import type { AdvisoryContent, AdvisorySource, Life, OpenLife, Version, WeekDeed, Words } from './contract.ts'

/** A version of a warning, as it was published. */
export interface IssuedVersion {
  version: number
  content: AdvisoryContent
  source: AdvisorySource | null
  news: Words | null
  publishedAt: Utc
  ended: Version['ended']
}

/** What has been published of a warning; versions newest first. */
export interface IssuedWarning {
  trackingId: string
  life: Life
  versions: readonly IssuedVersion[]
}

/** A step of an open warning that the letter of its week tells of. */
export interface OpenStep {
  version: number
  what: WeekDeed
  at: Utc
}

/** A warning as everybody reads it. */
export interface OpenForm {
  trackingId: string
  version: number
  content: AdvisoryContent
  source: AdvisorySource | null
  news: Words | null
  life: OpenLife
  firstPublishedAt: Utc
  publishedAt: Utc
  endedAt: Utc | null
  changedAt: Utc
  steps: OpenStep[]
}

const isOpenVersion = ({ content }: IssuedVersion): boolean => content.tlp === 'TLP:CLEAR'

/**
 * What everybody may read of a warning; nothing unless what is published of it now is TLP:CLEAR. A warning whose label was raised is gone
 * from the open altogether, and what versions under a stricter label said is told nowhere.
 */
export function openFormOf({ trackingId, life, versions }: IssuedWarning): OpenForm | undefined {
  const [last] = versions
  if (!last || life === 'unpublished' || !isOpenVersion(last)) return undefined
  const open = versions.filter(isOpenVersion).toReversed()
  const ended = life === 'published' ? null : last.ended
  const endedAt = ended?.at ?? null
  const steps: OpenStep[] = open.map(({ version, publishedAt }, index) => ({
    version,
    what: index === 0 ? 'published' : 'updated',
    at: publishedAt,
  }))
  if (ended && ended.how !== 'replaced') steps.push({ version: last.version, what: ended.how, at: ended.at })
  return {
    trackingId,
    version: last.version,
    content: withoutStricter(last.content),
    source: last.source,
    news: open.length > 1 ? last.news : null,
    life,
    firstPublishedAt: open[0]!.publishedAt,
    publishedAt: last.publishedAt,
    endedAt,
    changedAt: endedAt ?? last.publishedAt,
    steps,
  }
}

/** Which warnings an all-clear ends may be known to fewer than read it. */
const withoutStricter = (content: AdvisoryContent): AdvisoryContent => ({ ...content, closes: [] })

/** A signed document that a warning is to have. */
export interface WantedDocument {
  number: number
  version: number
  ended: 'withdrawn' | 'closed' | null
  tlp: Tlp
}

/** The documents of a warning: one for each version, and one more that says how it ended. */
export function documentsWanted({ versions }: IssuedWarning): WantedDocument[] {
  const each: WantedDocument[] = versions.map(({ version, content }) => ({
    number: version,
    version,
    ended: null,
    tlp: content.tlp,
  }))
  const [last] = versions
  if (!last?.ended || last.ended.how === 'replaced') return each
  return [{ number: last.version + 1, version: last.version, ended: last.ended.how, tlp: last.content.tlp }, ...each]
}

/** Words of a search, in small letters, as a warning is found by them. */
export const searchOf = ({ trackingId, content }: Pick<OpenForm, 'trackingId' | 'content'>): string =>
  [
    trackingId,
    ...Object.values(content.title),
    ...content.vulnerabilities.map(({ cve }) => cve),
    ...content.products.map(({ vendor, product }) => `${vendor} ${product}`),
  ]
    .join('\n')
    .toLowerCase()

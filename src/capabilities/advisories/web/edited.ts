import type { AdvisoryContent, AdvisorySource, Audience, KnownVulnerability } from '../contract.ts'

/** What an editor changes, and how. */
export interface Edited {
  content: AdvisoryContent
  audience: Audience
  source: AdvisorySource | null
}

/** Changes the content alone. */
export type ChangeContent = (patch: Partial<AdvisoryContent>) => void

export interface PartProps {
  content: AdvisoryContent
  change: ChangeContent
}

/** A list with the thing at a place replaced, or taken out when there is nothing in its stead. */
export const replaced = <Item>(list: readonly Item[], at: number, item: Item | undefined): Item[] =>
  list.flatMap((one, index) => (index === at ? (item === undefined ? [] : [item]) : [one]))

/** A key that no measure of a list has yet: keys are never used anew, so that no answer follows a foreign measure. */
export function nextKey(prefix: string, used: readonly string[]): string {
  const numbers = used.map((key) => Number(key.slice(prefix.length))).filter(Number.isFinite)
  return `${prefix}${Math.max(0, ...numbers) + 1}`
}

/** What was known of the vulnerabilities when a draft was saved, with scores only of vectors that still stand in it. */
export const knownBeside = (
  { vulnerabilities }: Pick<AdvisoryContent, 'vulnerabilities'>,
  known: readonly KnownVulnerability[],
): KnownVulnerability[] =>
  known.map((one) => {
    const vectors = vulnerabilities.find(({ cve }) => cve === one.cve)?.vectors ?? []
    return { ...one, scores: one.scores.filter(({ vector }) => vectors.includes(vector)) }
  })

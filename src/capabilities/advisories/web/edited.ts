import type { AdvisoryContent, AdvisorySource, Audience } from '../contract.ts'

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

import { blocksOf, currentVersions } from '#capabilities/advice/index.ts'
import type { Id } from '#domain/id.ts'
import { no, ok, type Result } from '#domain/result.ts'
import type { Tx } from '#platform/db/db.ts'
import type { AdvisoryContent, CitedAdvice } from './contract.ts'

/**
 * The cited advice with what the library says in that version: as it counts now, or as it was kept when it was cited. What is neither is
 * refused, so that nobody puts words into the library's mouth.
 */
export async function citedIn(
  tx: Tx,
  content: AdvisoryContent,
  kept: readonly CitedAdvice[],
): Promise<Result<AdvisoryContent, 'advisory-unknown-advice'>> {
  if (content.advice.length === 0) return ok(content)
  const blocks = await blocksOf(
    tx,
    content.advice.map(({ id }) => id),
  )
  const advice = content.advice.map(({ id, version }): CitedAdvice | undefined => {
    const block = blocks.get(id)
    if (block?.version !== version) return kept.find((one) => one.id === id && one.version === version)
    const { nb, nn, en } = block.texts
    return {
      id,
      version,
      title: { nb: nb?.title ?? '', nn: nn?.title ?? '', en: en?.title ?? '' },
      text: { nb: nb?.text ?? '', nn: nn?.text ?? '', en: en?.text ?? '' },
    }
  })
  const found = advice.filter((one) => one !== undefined)
  return found.length < advice.length ? no('advisory-unknown-advice') : ok({ ...content, advice: found })
}

/** Which version of each cited block counts now; one that is gone has none. */
export const versionsNow = (tx: Tx, ids: readonly Id<'adb'>[]): Promise<Map<Id<'adb'>, number>> =>
  ids.length === 0 ? Promise.resolve(new Map()) : currentVersions(tx, ids)

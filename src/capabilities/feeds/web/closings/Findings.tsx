import { CountText } from '#ui/kit/CountText.tsx'
import { useText } from '#ui/text/text.ts'
import type { Closing } from '../../contract.ts'
import { closingTexts } from './texts.ts'

/** How many findings of how many a closing is about: what would be closed, or has been. */
export function Findings({ closing: { state, findings, of } }: { closing: Closing }) {
  const t = useText(closingTexts)
  return <CountText parts={[{ value: findings, what: t(state === 'released' ? 'count.released' : 'count.waiting'), of }]} />
}

import { useText } from '#ui/text/text.ts'
import type { Partner } from '../contract.ts'
import { partnersTexts } from './texts.ts'

/** How a partner is doing, in words: what needs a human first. */
export function Status({ partner }: { partner: Pick<Partner, 'paused' | 'silent' | 'fetching' | 'outcome'> }) {
  const t = useText(partnersTexts)
  const { paused, silent, fetching, outcome } = partner
  const state = fetching ? 'fetching' : paused ? 'paused' : silent ? 'silent' : (outcome ?? 'never')
  const words = t(`status.${state}`)
  return state === 'silent' || state === 'failed' ? <b>{words}</b> : words
}

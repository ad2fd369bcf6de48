import { inFours } from '#domain/fingerprint.ts'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { ContactKey } from '../contract.ts'
import { keysTexts } from './texts.ts'
import './keys.css'

/** A fingerprint as it is compared, digit by digit, and copied. */
export function Fingerprint({ value }: { value: string }) {
  const t = useText(keysTexts)
  return (
    <span className="fingerprint">
      <code>{inFours(value)}</code>
      <CopyButton text={value} what={t('fingerprint.what')} />
    </span>
  )
}

/** How a key stands: what is wrong with it, or what it is used for. */
export function KeyStand({ value: { problem, state } }: { value: Pick<ContactKey, 'problem' | 'state'> }) {
  const t = useText(keysTexts)
  return state === 'used' && problem ? <b className="key-problem">{t(`problem.${problem}`)}</b> : t(`state.${state}`)
}

/** The end of a key. */
export function KeyEnd({ at }: { at: string | null }) {
  const t = useText(keysTexts)
  return at ? <TimeText at={at} only="day" /> : t('never')
}

import type { AdvisoryType } from '#domain/advisory-type.ts'
import type { Pap } from '#domain/pap.ts'
import type { Severity } from '#domain/severity.ts'
import type { Tlp } from '#domain/tlp.ts'
import { SeverityMark, TlpChip } from '#ui/kit/marks.tsx'
import { useText } from '#ui/text/text.ts'
import type { DraftState, Life } from '../contract.ts'
import { stateOf } from '../rules.ts'
import { advisoriesTexts } from './texts.ts'

/** Where a warning stands in words; beside it what is being written of the next version. */
export function useStateWords(): (of: { life: Life; draft: DraftState | null; version: number }) => string {
  const t = useText(advisoriesTexts)
  return (of) => {
    const state = t(`state.${stateOf(of)}`)
    if (of.life === 'unpublished' || !of.draft) return state
    return `${state} · ${t('draftOf', { state: t(`state.${of.draft}`), version: of.version + 1 })}`
  }
}

/** What a warning is at a glance: how bad, what kind, and who may see it. */
export function AdvisoryMarks({ severity, type, tlp, pap }: { severity: Severity; type: AdvisoryType; tlp: Tlp; pap: Pap }) {
  const t = useText(advisoriesTexts)
  return (
    <div className="advisory-checks">
      <SeverityMark severity={severity} />
      <span>{t(`type.${type}`)}</span>
      <TlpChip tlp={tlp} pap={pap} />
    </div>
  )
}

import { type AdvisoryType, advisoryTypes } from '#domain/advisory-type.ts'
import { type Pap, paps } from '#domain/pap.ts'
import { type Severity, severities } from '#domain/severity.ts'
import { type Tlp, tlps } from '#domain/tlp.ts'
import { SelectField } from '#ui/kit/Form.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import {
  type ActorType,
  actorTypes,
  affectedValues,
  type Confidence,
  confidences,
  type Likelihood,
  likelihoods,
  type ThreatPart,
} from '../contract.ts'
import { likelihoodWords } from '../rules-lint.ts'
import { actorWords, valueWords } from '../rules-threat.ts'
import type { PartProps } from './edited.ts'
import { Several } from './Several.tsx'
import { advisoriesTexts } from './texts.ts'

const asChoices = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
const constituencies = ['health', 'municipal'] as const

/** Type, severity, labels, likelihood and sector. */
export function FactsPart({ content, change }: PartProps) {
  const t = useText(advisoriesTexts)
  const kit = useText(kitTexts)
  const locale = useLocale()
  const changeType = (type: AdvisoryType) => {
    const medical =
      type === 'medical-device' ? (content.medical ?? { clinicalRisk: { nb: '', nn: '', en: '' }, compensations: [] }) : null
    change({ type, medical, closes: type === 'all-clear' ? content.closes : [] })
  }
  const changeThreat = (more: Partial<ThreatPart>) => {
    const threat = { actor: null, values: [], ...content.threat, ...more }
    change({ threat: threat.actor === null && threat.values.length === 0 ? null : threat })
  }
  return (
    <>
      <div className="advisory-fields">
        <SelectField
          name="type"
          label={t('field.type')}
          choices={advisoryTypes.map((value) => ({ value, label: t(`type.${value}`) }))}
          value={content.type}
          onChange={({ target }) => changeType(target.value as AdvisoryType)}
        />
        <SelectField
          name="severity"
          label={t('field.severity')}
          choices={severities.map((value) => ({ value, label: kit(`severity.${value}`) }))}
          value={content.severity}
          onChange={({ target }) => change({ severity: target.value as Severity })}
        />
        <SelectField
          name="tlp"
          label={t('field.tlp')}
          hint={t('field.tlp.hint')}
          choices={asChoices(tlps)}
          value={content.tlp}
          onChange={({ target }) => change({ tlp: target.value as Tlp })}
        />
        <SelectField
          name="pap"
          label={t('field.pap')}
          hint={t('field.pap.hint')}
          choices={asChoices(paps)}
          value={content.pap}
          onChange={({ target }) => change({ pap: target.value as Pap })}
        />
        <SelectField
          name="likelihood"
          label={t('field.likelihood')}
          hint={t('field.likelihood.hint')}
          optional
          choices={likelihoods.map((value) => ({
            value,
            label: `${likelihoodWords[value].words[locale]} (${likelihoodWords[value].bounds} %)`,
          }))}
          value={content.likelihood ?? ''}
          onChange={({ target }) => change({ likelihood: (target.value || null) as Likelihood | null })}
        />
        <SelectField
          name="confidence"
          label={t('field.confidence')}
          optional
          choices={confidences.map((value) => ({ value, label: t(`confidence.${value}`) }))}
          value={content.confidence ?? ''}
          onChange={({ target }) => change({ confidence: (target.value || null) as Confidence | null })}
        />
        <SelectField
          name="actor"
          label={t('field.actor')}
          hint={t('field.actor.hint')}
          optional
          choices={actorTypes.map((value) => ({ value, label: actorWords[value][locale] }))}
          value={content.threat?.actor ?? ''}
          onChange={({ target }) => changeThreat({ actor: (target.value || null) as ActorType | null })}
        />
      </div>
      <Several
        legend={t('field.values')}
        choices={affectedValues.map((value) => ({ value, label: valueWords[value][locale] }))}
        chosen={content.threat?.values ?? []}
        onChange={(values) => changeThreat({ values })}
      />
      <Several
        legend={t('field.constituencies')}
        choices={constituencies.map((value) => ({ value, label: t(`constituency.${value}`) }))}
        chosen={content.constituencies}
        onChange={(chosen) => change({ constituencies: chosen })}
      />
    </>
  )
}

import { TrashIcon } from '@navikt/aksel-icons'
import type { Locale } from '#domain/locale.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CheckField, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { useText } from '#ui/text/text.ts'
import {
  type AdvisoryMeasure,
  type MeasureGroup,
  type MeasureRemedy,
  measureGroups,
  measureRemedies,
  type NoFix,
  type NoFixKind,
  noFixes,
} from '../contract.ts'
import { usualHours } from '../rules.ts'
import { nextKey, type PartProps, replaced } from './edited.ts'
import { advisoriesTexts } from './texts.ts'
import { WordsField } from './WordsField.tsx'

type InLanguage = PartProps & { language: Locale }

/** What the warning says, in one language at a time. */
export function TextsPart({ content, change, language }: InLanguage) {
  const t = useText(advisoriesTexts)
  const field = (name: 'title' | 'summary' | 'what' | 'who', rows: number, maxLength: number) => (
    <WordsField
      name={name}
      label={t(`field.${name}`)}
      {...(name === 'title' && { hint: t('field.title.hint') })}
      {...(name === 'summary' && { hint: t('field.summary.hint') })}
      words={content[name]}
      language={language}
      rows={rows}
      maxLength={maxLength}
      onChange={(words) => change({ [name]: words })}
    />
  )
  return (
    <>
      {field('title', 1, 200)}
      {field('summary', 3, 2_000)}
      {field('what', 8, 10_000)}
      {field('who', 3, 4_000)}
    </>
  )
}

/** What to do, in three groups, each with its deadline. */
export function MeasuresPart({ content, change, language }: InLanguage) {
  const t = useText(advisoriesTexts)
  const { measures } = content
  const put = (at: number, measure: AdvisoryMeasure | undefined) => change({ measures: replaced(measures, at, measure) })
  const add = (group: MeasureGroup) => {
    const key = nextKey(
      'm',
      measures.map((one) => one.key),
    )
    change({ measures: [...measures, { key, group, text: { nb: '', nn: '', en: '' }, hours: usualHours[group] }] })
  }
  return (
    <>
      <p className="field-hint">{t('part.measures.hint')}</p>
      {measureGroups.map((group) => (
        <fieldset key={group} className="advisory-group">
          <legend>{t(`group.${group}`)}</legend>
          {measures.map((measure, at) =>
            measure.group === group ? (
              <MeasureRow
                key={measure.key}
                measure={measure}
                number={numberOf(measure.key)}
                language={language}
                onChange={(next) => put(at, next)}
              />
            ) : null,
          )}
          <div className="actions">
            <Button look="secondary" onClick={() => add(group)}>
              {t('measure.add', { group: t(`group.${group}`) })}
            </Button>
          </div>
        </fieldset>
      ))}
    </>
  )
}

const mostHours = 8_760

const within = (hours: number): number => Math.min(mostHours, Math.max(1, Math.round(hours || 1)))

/** The number by which a measure is spoken of everywhere: that of its key, which never changes. */
const numberOf = (key: string): string => key.replace(/^\D+/, '')

function MeasureRow({
  measure,
  number,
  language,
  onChange,
}: {
  measure: AdvisoryMeasure
  number: string
  language: Locale
  onChange: (measure: AdvisoryMeasure | undefined) => void
}) {
  const t = useText(advisoriesTexts)
  return (
    <div className="advisory-row">
      <WordsField
        name={`measure-${measure.key}`}
        label={t('measure.text', { number })}
        words={measure.text}
        language={language}
        rows={2}
        maxLength={2_000}
        onChange={(text) => onChange({ ...measure, text })}
      />
      {measure.group !== 'cannot' && (
        <CheckField
          name={`proof-${measure.key}`}
          label={t('measure.proof')}
          hint={t('measure.proof.hint')}
          checked={measure.proof === 'version'}
          onChange={({ target }) => {
            const { proof: _before, ...rest } = measure
            onChange(target.checked ? { ...rest, proof: 'version' } : rest)
          }}
        />
      )}
      <SelectField
        name={`remedy-${measure.key}`}
        label={t('measure.remedy')}
        hint={t('measure.remedy.hint')}
        optional
        choices={measureRemedies.map((value) => ({ value, label: t(`remedy.${value}`) }))}
        value={measure.remedy ?? ''}
        onChange={({ target }) => {
          const { remedy: _before, ...rest } = measure
          onChange(target.value ? { ...rest, remedy: target.value as MeasureRemedy } : rest)
        }}
      />
      {measure.within && (
        <div className="actions">
          <span className="field-hint">{t(measure.within.length > 0 ? 'measure.within' : 'measure.within.none')}</span>
          <Button
            look="tertiary"
            onClick={() => {
              const { within: _before, ...rest } = measure
              onChange(rest)
            }}
          >
            {t('measure.within.all')}
          </Button>
        </div>
      )}
      <div className="advisory-deadline">
        <TextField
          name={`hours-${measure.key}`}
          type="number"
          min={1}
          max={mostHours}
          label={t('measure.hours')}
          value={measure.hours}
          onChange={({ target }) => onChange({ ...measure, hours: within(target.valueAsNumber) })}
        />
        <Button
          look="tertiary"
          icon={<TrashIcon aria-hidden="true" />}
          aria-label={t('measure.remove', { number })}
          onClick={() => onChange(undefined)}
        />
      </div>
    </div>
  )
}

/** What the vendor says of a fix that is not there. */
export function NoFixPart({ content, change, language }: InLanguage) {
  const t = useText(advisoriesTexts)
  const noFix = content.noFix ?? []
  const put = (at: number, one: NoFix | undefined) => change({ noFix: replaced(noFix, at, one) })
  return (
    <Section title={t('part.noFix')}>
      <p className="field-hint">{t('noFix.hint')}</p>
      {noFix.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a row has nothing but its place while it is written
        <div key={at} className="advisory-row">
          <SelectField
            name={`noFix-kind-${at}`}
            label={t('noFix.kind')}
            choices={noFixes.map((value) => ({ value, label: t(`remedy.${value}`) }))}
            value={one.remedy}
            onChange={({ target }) => put(at, { ...one, remedy: target.value as NoFixKind })}
          />
          <WordsField
            name={`noFix-${at}`}
            label={t('noFix.text', { number: at + 1 })}
            words={one.text}
            language={language}
            rows={2}
            maxLength={2_000}
            onChange={(text) => put(at, { ...one, text })}
          />
          <div className="actions">
            <Button
              look="tertiary"
              icon={<TrashIcon aria-hidden="true" />}
              aria-label={t('noFix.remove', { number: at + 1 })}
              onClick={() => put(at, undefined)}
            />
          </div>
        </div>
      ))}
      <div className="actions">
        <Button
          look="secondary"
          onClick={() => change({ noFix: [...noFix, { remedy: 'none_available', text: { nb: '', nn: '', en: '' } }] })}
        >
          {t('noFix.add')}
        </Button>
      </div>
    </Section>
  )
}

/** Of medical equipment: what it means for patients, and what to do where nothing can be patched. */
export function MedicalPart({ content, change, language }: InLanguage) {
  const t = useText(advisoriesTexts)
  const { medical } = content
  if (!medical) return null
  const put = (compensations: typeof medical.compensations) => change({ medical: { ...medical, compensations } })
  const add = () => {
    const key = nextKey(
      'c',
      medical.compensations.map((one) => one.key),
    )
    put([...medical.compensations, { key, text: { nb: '', nn: '', en: '' } }])
  }
  return (
    <Section title={t('part.medical')}>
      <WordsField
        name="clinicalRisk"
        label={t('field.clinicalRisk')}
        words={medical.clinicalRisk}
        language={language}
        rows={2}
        maxLength={2_000}
        onChange={(clinicalRisk) => change({ medical: { ...medical, clinicalRisk } })}
      />
      {medical.compensations.map((one, at) => (
        <div key={one.key} className="advisory-row">
          <WordsField
            name={`compensation-${one.key}`}
            label={t('compensation.text', { number: numberOf(one.key) })}
            words={one.text}
            language={language}
            rows={2}
            maxLength={2_000}
            onChange={(text) => put(replaced(medical.compensations, at, { ...one, text }))}
          />
          <div className="actions">
            <Button
              look="tertiary"
              icon={<TrashIcon aria-hidden="true" />}
              aria-label={t('compensation.remove', { number: numberOf(one.key) })}
              onClick={() => put(replaced(medical.compensations, at, undefined))}
            />
          </div>
        </div>
      ))}
      <div className="actions">
        <Button look="secondary" onClick={add}>
          {t('compensation.add')}
        </Button>
      </div>
    </Section>
  )
}

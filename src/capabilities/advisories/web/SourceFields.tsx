import { type Pap, paps } from '#domain/pap.ts'
import { type Tlp, tlps } from '#domain/tlp.ts'
import { SelectField, TextField } from '#ui/kit/Form.tsx'
import { useText } from '#ui/text/text.ts'
import type { AdvisorySource } from '../contract.ts'
import { advisoriesTexts } from './texts.ts'

/** Somebody who said nothing of labels counts as AMBER. */
export const emptySource: AdvisorySource = { publisher: '', reference: '', tlp: 'TLP:AMBER', pap: 'PAP:AMBER' }

const asChoices = (values: readonly string[]) => values.map((value) => ({ value, label: value }))

/** Whom a warning was taken from, and under which labels. */
export function SourceFields({ source, onChange }: { source: AdvisorySource; onChange: (source: AdvisorySource) => void }) {
  const t = useText(advisoriesTexts)
  return (
    <div className="advisory-fields">
      <TextField
        name="publisher"
        label={t('source.publisher')}
        value={source.publisher}
        maxLength={300}
        onChange={({ target }) => onChange({ ...source, publisher: target.value })}
      />
      <TextField
        name="reference"
        label={t('source.reference')}
        value={source.reference}
        maxLength={2_000}
        onChange={({ target }) => onChange({ ...source, reference: target.value })}
      />
      <SelectField
        name="sourceTlp"
        label={t('source.tlp')}
        choices={asChoices(tlps)}
        value={source.tlp}
        onChange={({ target }) => onChange({ ...source, tlp: target.value as Tlp })}
      />
      <SelectField
        name="sourcePap"
        label={t('source.pap')}
        hint={t('source.pap.hint')}
        optional
        choices={asChoices(paps)}
        value={source.pap ?? ''}
        onChange={({ target }) => onChange({ ...source, pap: (target.value || null) as Pap | null })}
      />
    </div>
  )
}

import { Button } from '#ui/kit/Button.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { TextAreaField } from '#ui/kit/Form.tsx'
import { useText } from '#ui/text/text.ts'
import { fileTexts } from './texts.ts'

interface SmallFile {
  name: string
  text: string
}

/** What lies beside a CSAF file: its detached signature, its hash, and the key of the signature where nobody here has it. */
export interface Beside {
  signature: SmallFile | null
  hash: SmallFile | null
  pgpKey: string
}
export const nothingBeside: Beside = { signature: null, hash: null, pgpKey: '' }

/** The same as it is sent. */
export const textsOf = ({ signature, hash, pgpKey }: Beside) => ({
  signature: signature?.text ?? '',
  hash: hash?.text ?? '',
  pgpKey,
})

/** Takes what lies beside a file; it is read here, and sent with the file. */
export function BesideFields({ beside, onChange }: { beside: Beside; onChange: (beside: Beside) => void }) {
  const t = useText(fileTexts)
  return (
    <details>
      <summary>{t('beside')}</summary>
      <div className="advisory-text">
        <p className="field-hint">{t('beside.hint')}</p>
        <SmallFileField
          label={t('signature')}
          hint={t('signature.hint')}
          accept=".asc"
          file={beside.signature}
          onChange={(signature) => onChange({ ...beside, signature })}
        />
        <SmallFileField
          label={t('hash')}
          hint={t('hash.hint')}
          accept=".sha512,.sha256"
          file={beside.hash}
          onChange={(hash) => onChange({ ...beside, hash })}
        />
        <TextAreaField
          name="pgpKey"
          label={t('key')}
          hint={t('key.hint')}
          rows={3}
          maxLength={262_144}
          spellCheck={false}
          value={beside.pgpKey}
          onChange={({ target }) => onChange({ ...beside, pgpKey: target.value })}
        />
      </div>
    </details>
  )
}

/** More of a file than this is no signature and no hash; the server says so. */
const mostRead = 128 * 1024

function SmallFileField({
  label,
  hint,
  accept,
  file,
  onChange,
}: {
  label: string
  hint: string
  accept: string
  file: SmallFile | null
  onChange: (file: SmallFile | null) => void
}) {
  const t = useText(fileTexts)
  const read = async (chosen: File) => onChange({ name: chosen.name, text: await chosen.slice(0, mostRead).text() })
  return file ? (
    <div className="field">
      <span className="ds-label">{label}</span>
      <div className="actions">
        <span role="status">{file.name}</span>
        <Button look="secondary" onClick={() => onChange(null)}>
          {t('beside.away', { name: file.name })}
        </Button>
      </div>
    </div>
  ) : (
    <FileDrop label={label} hint={hint} accept={accept} send={read} />
  )
}

import { useText } from '#ui/text/text.ts'
import type { Terms } from '../contract.ts'
import { servicesTexts } from './texts.ts'

/** Terms as they are read: the text, and what each side does. */
export function TermsText({ terms }: { terms: Pick<Terms, 'text' | 'ours' | 'yours'> }) {
  const t = useText(servicesTexts)
  return (
    <div className="services-terms">
      {terms.text.split('\n').map((line) => (
        <p key={line} className="prose">
          {line}
        </p>
      ))}
      <div className="services-duties">
        <Duties title={t('terms.ours')} lines={terms.ours} />
        <Duties title={t('terms.yours')} lines={terms.yours} />
      </div>
    </div>
  )
}

function Duties({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <b>{title}</b>
      <ul className="ds-list">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  )
}

import { ButtonLink } from '#ui/kit/Button.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import { servicesTexts } from './texts.ts'
import './services.css'

/** What is not accepted, and where it is. */
export function AgreementNotice({ what }: { what: string }) {
  const t = useText(servicesTexts)
  return (
    <div className="services-band">
      <Notice tone="warning" title={t('band.title')} actions={<ButtonLink to="/our-services">{t('band.go')}</ButtonLink>}>
        <p>{t('band.what', { what })}</p>
      </Notice>
    </div>
  )
}

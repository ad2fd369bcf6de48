import { DownloadIcon } from '@navikt/aksel-icons'
import { dayText } from '#domain/dates.ts'
import { fileAddress, useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { Languages } from '#ui/kit/Languages.tsx'
import { Empty, FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { profileApi } from '../contract.ts'
import { profileTexts } from './texts-profile.ts'

/** What the team says of itself, for everybody. */
export function ProfilePage() {
  const t = useText(profileTexts)
  const locale = useLocale()
  const { data, error, refetch } = useCall(profileApi.profile, { locale })
  if (error && !data)
    return (
      <Page title={t('edit.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { profile } = data
  if (!profile)
    return (
      <Page title={t('edit.title')}>
        <Languages />
        <Empty title={t('open.none')}>
          <p>{t('open.none.text')}</p>
        </Empty>
      </Page>
    )
  const download = (form: 'signed' | 'signature' | 'plain', words: string) => (
    <a className="ds-button" data-variant="secondary" href={fileAddress(profileApi.profileText, { locale, form })}>
      <DownloadIcon aria-hidden="true" />
      {words}
    </a>
  )
  return (
    <Page
      title={t('open.title', { name: profile.name })}
      lead={t('open.lead', { version: profile.version, day: dayText(profile.publishedAt, locale) })}
      actions={profile.signed ? download('signed', t('open.signed')) : download('plain', t('open.unsigned'))}
    >
      <Languages />
      <p>
        <TextLink to={`/key?lang=${locale}`}>{t('open.key')}</TextLink>
      </p>
      <div className="profile-section">
        {profile.sections.map((section) => (
          <ProfileSection key={section.number} section={section} />
        ))}
      </div>
      {profile.signed && <div className="actions">{download('signature', t('open.signature'))}</div>}
    </Page>
  )
}

function ProfileSection({
  section: { number, title, paragraphs },
}: {
  section: { number: string; title: string; paragraphs: string[] }
}) {
  const level = number.split('.').length
  const words = `${number} ${title}`
  const Heading = (['h2', 'h3', 'h4'] as const)[level - 1] ?? 'h4'
  return (
    <section>
      <Heading className="ds-heading" data-size={level === 1 ? 'xs' : '2xs'}>
        {words}
      </Heading>
      {paragraphs.map((text, place) => (
        <p key={`${number}-${String(place)}`}>{text}</p>
      ))}
    </section>
  )
}

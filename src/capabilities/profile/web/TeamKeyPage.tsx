import { DownloadIcon } from '@navikt/aksel-icons'
import { fileAddress, useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Languages } from '#ui/kit/Languages.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useLocale, useText } from '#ui/text/text.ts'
import { profileApi, type TeamKey } from '../contract.ts'
import { Fingerprint, KeyEnd } from './KeyWords.tsx'
import { profileTexts } from './texts-profile.ts'

/** The key that the team speaks with, for everybody: its fingerprint, and the key itself. */
export function TeamKeyPage() {
  const t = useText(profileTexts)
  const locale = useLocale()
  const { data, error, refetch } = useCall(profileApi.profile, { locale })
  if (error && !data)
    return (
      <Page title={t('key.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  return (
    <Page
      title={t('key.title')}
      lead={t('key.lead')}
      actions={
        data.key && (
          <a className="ds-button" data-variant="primary" href={fileAddress(profileApi.teamKey, {})}>
            <DownloadIcon aria-hidden="true" />
            {t('key.download')}
          </a>
        )
      }
    >
      <Languages />
      <p>
        <TextLink to={`/profile?lang=${locale}`}>{t('key.profile')}</TextLink>
      </p>
      {data.key ? (
        <>
          <p>{t('key.compare')}</p>
          <Shown teamKey={data.key} />
        </>
      ) : (
        <Empty title={t('key.none')}>
          <p>{t('key.none.text')}</p>
        </Empty>
      )}
      {data.otherKeys.map((key) => (
        <Section key={key.fingerprint} title={t('key.other', { name: key.userIds.join(', ') })}>
          <p>{t('key.other.text')}</p>
          <Shown teamKey={key} />
        </Section>
      ))}
    </Page>
  )
}

function Shown({ teamKey }: { teamKey: TeamKey }) {
  const t = useText(profileTexts)
  return (
    <>
      {teamKey.problem && <Notice tone="danger">{t('key.ended')}</Notice>}
      <Definition
        items={[
          [t('key.fingerprint'), <Fingerprint key="print" value={teamKey.fingerprint} />],
          [t('key.users'), teamKey.userIds.join(', ')],
          [t('key.algorithms'), teamKey.algorithms],
          [t('key.made'), <TimeText key="made" at={teamKey.madeAt} only="day" />],
          [t('key.ends'), <KeyEnd key="ends" at={teamKey.expiresAt} />],
        ]}
      />
      <Section title={t('key.block')}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard (WCAG 2.1.1) */}
        <pre className="key-block" tabIndex={0}>
          {teamKey.armoured}
        </pre>
      </Section>
    </>
  )
}

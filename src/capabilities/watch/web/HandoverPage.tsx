import { PrinterSmallIcon } from '@navikt/aksel-icons'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { watchApi } from '../contract.ts'
import { Figures, PassedOn } from './Summary.tsx'
import { watchTexts } from './texts.ts'
import './watch.css'

/** One hand-over as it stood, on one sheet of paper when printed. */
export function HandoverPage() {
  const t = useText(watchTexts)
  const { data, error, refetch } = useCall(watchApi.handover, { id: usePlace('id') as Id<'hov'> })
  if (error)
    return (
      <Page title={t('handover.missing')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data)
    return (
      <p className="faint" role="status">
        {t('task.loading')}
      </p>
    )
  const { from, to, at, since, summary, text, open } = data.handover
  return (
    <Page
      title={t('handover.title', { from, to })}
      lead={
        <>
          <TimeText at={since} only="moment" /> – <TimeText at={at} />
        </>
      }
      actions={
        <>
          <ButtonLink to="/watch">{t('handover.queue')}</ButtonLink>
          <Button look="secondary" icon={<PrinterSmallIcon aria-hidden="true" />} onClick={() => window.print()}>
            {t('handover.print')}
          </Button>
        </>
      }
    >
      <div className="watch-task">
        <div className="watch-facts">
          <Figures summary={summary} />
        </div>
        <div className="watch-story">
          {text && (
            <Section title={t('handover.text')}>
              <p className="watch-text prose">{text}</p>
            </Section>
          )}
          <Section title={t('passed.title')}>
            <PassedOn tasks={open} open={summary.open} />
          </Section>
        </div>
      </div>
    </Page>
  )
}

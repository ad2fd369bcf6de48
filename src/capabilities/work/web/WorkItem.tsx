import { useAction } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { type WorkLine, workApi } from '../contract.ts'
import { workTexts } from './texts.ts'
import { nameOf, paceOf, summaryOf } from './words.ts'

/** One piece of work: its name, how far it is, and what can be done about it. */
export function WorkItem({ work, onDismissed }: { work: WorkLine; onDismissed: () => void }) {
  const t = useText(workTexts)
  const stop = useAction(workApi.stop)
  const dismiss = useAction(workApi.dismiss, { onDone: onDismissed })
  const { id, state, done, total, own, by, endedAt, startedAt, link, mayStop } = work
  const name = nameOf(work)
  const pace = paceOf(work)
  const fault = stop.error ?? dismiss.error
  const canDismiss = endedAt !== null || state === 'interrupted'
  return (
    <li data-state={state}>
      <b id={`${id}-name`}>{name}</b>
      {endedAt === null && total !== null && (
        <progress className="work-bar" aria-labelledby={`${id}-name`} max={Math.max(total, 1)} value={Math.min(done, total)} />
      )}
      <p>{summaryOf(work)}</p>
      <p className="faint">
        {pace && `${pace} · `}
        {endedAt === null ? t('began') : t('ended')} <TimeText at={endedAt ?? startedAt} only="distance" />
        {!own && by && ` · ${t('by', { who: by })}`}
      </p>
      {fault && <FaultNotice fault={fault} />}
      <div className="actions">
        {link && <TextLink to={link}>{t(endedAt === null ? 'open' : 'result')}</TextLink>}
        {mayStop && (
          <Button look="tertiary" busy={stop.isPending} aria-label={`${t('stop')}: ${name}`} onClick={() => stop.mutate({ id })}>
            {t('stop')}
          </Button>
        )}
        {canDismiss && (
          <Button
            look="tertiary"
            busy={dismiss.isPending}
            aria-label={`${t('dismiss')}: ${name}`}
            onClick={() => dismiss.mutate({ id })}
          >
            {t('dismiss')}
          </Button>
        )}
      </div>
    </li>
  )
}

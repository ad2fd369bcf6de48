import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { type Severity, severities } from '#domain/severity.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField, useDraft } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice as Warning } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { worded } from '#ui/kit/worded.ts'
import { endOfDay } from '#ui/text/norwegian.ts'
import { useText } from '#ui/text/text.ts'
import { noticesApi, type Preference } from '../contract.ts'
import { Rules } from './RoutingPage.tsx'
import { RuleDialog } from './RuleDialog.tsx'
import { useReader } from './reader.ts'
import { noticesTexts } from './texts.ts'
import { PreviewDialog } from './WaitingPage.tsx'
import { Webhooks } from './Webhooks.tsx'
import { Windows } from './Windows.tsx'

interface Whose {
  organisation: { id: Id<'org'>; name: string }
}

/** When mail comes and how much, pauses, who else is told, and machines that are told. */
export function ToldHow({ organisation }: Whose) {
  const t = useText(noticesTexts)
  const { team, mayDecide } = useReader()
  const { data, error, refetch } = useCall(noticesApi.preference, { id: organisation.id })
  const [previews, setPreviews] = useState(false)
  const [adds, setAdds] = useState(false)
  return (
    <>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && <Frozen organisation={organisation} preference={data.preference} />}
      <Section
        title={t('how.mail')}
        actions={
          mayDecide && (
            <Button look="secondary" onClick={() => setPreviews(true)}>
              {t('how.preview')}
            </Button>
          )
        }
      >
        {data && (
          <PreferenceForm key={JSON.stringify(data.preference)} organisation={organisation} preference={data.preference} />
        )}
      </Section>
      <Section title={t('windows.title')}>
        <p className="prose faint">{t('windows.lead')}</p>
        <Windows organisation={organisation.id} />
      </Section>
      {team && (
        <Section
          title={t('routing.title')}
          actions={
            mayDecide && (
              <Button look="secondary" onClick={() => setAdds(true)}>
                {t('rule.add')}
              </Button>
            )
          }
        >
          <Rules organisation={organisation.id} />
        </Section>
      )}
      <Webhooks organisation={organisation} />
      {previews && <PreviewDialog organisation={organisation} onClose={() => setPreviews(false)} />}
      {adds && <RuleDialog organisation={{ value: organisation.id, label: organisation.name }} onClose={() => setAdds(false)} />}
    </>
  )
}

const hours = Array.from({ length: 24 }, (_, hour) => hour)

function PreferenceForm({ organisation, preference }: Whose & { preference: Preference }) {
  const t = useText(noticesTexts)
  const kit = useText(kitTexts)
  const { mayChoose } = useReader()
  const set = useAction(noticesApi.setPreference, { onDone: () => tell(t('how.saved')) })
  /** What is named in the middle of a sentence has a small letter. */
  const atOnce = (from: Severity) => {
    const severity = kit(`severity.${from}`)
    return t(`atOnce.${from}`, { severity: from === 'critical' || from === 'info' ? severity.toLowerCase() : severity })
  }
  const clock = (hour: number) => t('how.clock', { hour: String(hour).padStart(2, '0') })
  if (!mayChoose(organisation.id))
    return (
      <Definition
        items={[
          [t('how.hour'), clock(preference.digestHour)],
          [t('how.atOnce'), atOnce(preference.atOnceFrom)],
          [t('how.cap'), t('how.cap.value', { count: preference.dailyCap })],
        ]}
      />
    )
  return (
    <Form
      action={t('how.save')}
      busy={set.isPending}
      fault={worded(set.error, { dailyCap: t('how.cap.wrong') }, t('field.wrong'))}
      onSubmit={({ digestHour, atOnceFrom, dailyCap }) =>
        set.mutate({
          id: organisation.id,
          digestHour: Number(digestHour),
          atOnceFrom: atOnceFrom as Severity,
          dailyCap: Number(dailyCap),
        })
      }
    >
      <SelectField
        name="digestHour"
        label={t('how.hour')}
        hint={t('how.hour.hint')}
        defaultValue={String(preference.digestHour)}
        choices={hours.map((hour) => ({ value: String(hour), label: clock(hour) }))}
      />
      <SelectField
        name="atOnceFrom"
        label={t('how.atOnce')}
        hint={t('how.atOnce.hint')}
        defaultValue={preference.atOnceFrom}
        choices={severities.map((value) => ({ value, label: atOnce(value) }))}
      />
      <TextField
        name="dailyCap"
        type="number"
        min={1}
        max={100}
        label={t('how.cap')}
        hint={t('how.cap.hint')}
        defaultValue={String(preference.dailyCap)}
      />
    </Form>
  )
}

/** A freeze stops all mail to one organisation; it is loud while it holds, and the team alone sets it. */
function Frozen({ organisation, preference }: Whose & { preference: Preference }) {
  const t = useText(noticesTexts)
  const { mayDecide } = useReader()
  const [asks, setAsks] = useState(false)
  const freeze = useAction(noticesApi.freeze, {
    onDone: (_, { until }) => {
      tell(t(until ? 'freeze.done' : 'freeze.ended'))
      setAsks(false)
    },
  })
  if (preference.frozenUntil)
    return (
      <Warning
        tone="warning"
        title={t('freeze.title')}
        actions={
          mayDecide && (
            <Button
              look="secondary"
              busy={freeze.isPending}
              onClick={() => freeze.mutate({ id: organisation.id, until: null, reason: '' })}
            >
              {t('freeze.end')}
            </Button>
          )
        }
      >
        <p>
          {t('freeze.until')} <TimeText at={preference.frozenUntil} />
        </p>
        {preference.frozenReason && <p>«{preference.frozenReason}»</p>}
      </Warning>
    )
  if (!mayDecide) return null
  return (
    <>
      <div className="actions">
        <Button look="secondary" onClick={() => setAsks(true)}>
          {t('freeze.open')}
        </Button>
      </div>
      {asks && <FreezeDialog organisation={organisation} freeze={freeze} onClose={() => setAsks(false)} />}
    </>
  )
}

function FreezeDialog({
  organisation,
  freeze,
  onClose,
}: Whose & { freeze: ReturnType<typeof useAction<typeof noticesApi.freeze>>; onClose: () => void }) {
  const t = useText(noticesTexts)
  const [reason, keep, forget] = useDraft('notices.freeze')
  return (
    <Dialog title={t('freeze.open')} onClose={onClose}>
      <p>{t('freeze.means', { name: organisation.name })}</p>
      <Form
        action={t('freeze.action')}
        busy={freeze.isPending}
        fault={worded(freeze.error, { until: t('freeze.day.wrong') }, t('field.wrong'))}
        onSubmit={({ until = '' }) =>
          freeze.mutate({ id: organisation.id, until: endOfDay(until), reason: reason.trim() }, { onSuccess: forget })
        }
      >
        <TextField name="until" type="date" label={t('freeze.day')} />
        <TextAreaField
          name="reason"
          label={t('reason.label')}
          rows={2}
          maxLength={500}
          value={reason}
          onChange={({ target }) => keep(target.value)}
        />
      </Form>
    </Dialog>
  )
}

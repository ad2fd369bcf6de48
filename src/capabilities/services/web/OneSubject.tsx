import { useState } from 'react'
import type { Id } from '#domain/id.ts'
import { useAction } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { Notice } from '#ui/kit/Notice.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Ours, servicesApi, type Terms } from '../contract.ts'
import { ChangeDialog } from './ChangeDialog.tsx'
import { ConsentDialog } from './ConsentDialog.tsx'
import { Handles } from './Handles.tsx'
import { useReader } from './reader.ts'
import { StateWords } from './StateWords.tsx'
import { Targets } from './Targets.tsx'
import { TermsText } from './TermsText.tsx'
import { servicesTexts } from './texts.ts'

interface Shown {
  organisation: Id<'org'>
  ours: Ours
  /** The agreement on which services stand is accepted. */
  agreed: boolean
}

/** The agreement, or one service, at one member: where it stands, what it handles, and what can be done. */
export function OneSubject(shown: Shown) {
  const { organisation, ours } = shown
  const { subject, service, state, why, terms, next } = ours
  const t = useText(servicesTexts)
  const name = service?.name ?? t('ours.agreement')
  return (
    <section className="services-one" aria-label={name}>
      <div className="services-one-head">
        <h3 className="ds-heading" data-size="2xs">
          {name}{' '}
          {terms && <TextLink to={`/services/${subject}/terms`}>{t('terms.version', { version: terms.version })}</TextLink>}
        </h3>
        <StateWords state={state} why={why} />
      </div>
      {service && <p>{service.what}</p>}
      {why === 'terms' && service && terms && (
        <Notice tone="warning" title={t('ours.terms')}>
          <p>{t('ours.terms.why', { version: terms.version })}</p>
        </Notice>
      )}
      {why === 'team' && (
        <Notice tone="warning" title={t('ours.paused')}>
          <p>{ours.pauseReason}</p>
        </Notice>
      )}
      {next && (
        <p>
          {t('ours.next', { version: next.version })} <TimeText at={next.validFrom} only="day" />.
        </p>
      )}
      <Facts ours={ours} />
      {service ? (
        <details>
          <summary>{t('ours.data')}</summary>
          <Handles service={service} />
        </details>
      ) : (
        terms && <TermsText terms={terms} />
      )}
      {service?.needsTargets && (ours.targets.length > 0 || state !== 'none') && (
        <Targets organisation={organisation} ours={ours} />
      )}
      <History ours={ours} />
      <Deeds {...shown} name={name} />
    </section>
  )
}

function Facts({ ours }: { ours: Ours }) {
  const t = useText(servicesTexts)
  const consent = ours.consents.find(({ withdrawnAt }) => withdrawnAt === null)
  return (
    <Definition
      items={[
        [
          t('ours.consented'),
          consent && (
            <>
              {t('ours.consented.as', { name: consent.by, signatory: consent.signatory, version: consent.version })} ·{' '}
              <TimeText at={consent.givenAt} only="day" />
            </>
          ),
        ],
        [t('ours.contact'), ours.service && consent && (ours.contact?.name ?? t('ours.contact.none'))],
        [t('ours.approvedBy'), ours.approvedBy],
      ]}
    />
  )
}

function History({ ours: { steps } }: { ours: Ours }) {
  const t = useText(servicesTexts)
  if (steps.length === 0) return null
  return (
    <details>
      <summary>{t('ours.history')}</summary>
      <ul className="ds-list">
        {steps.map(({ at, words, who, text, version }) => (
          <li key={`${at} ${words} ${text}`}>
            <TimeText at={at} only="moment" /> · {words}
            {version !== null && ` (${t('terms.version', { version })})`} · {who}
            {text && ` · ${text}`}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Deeds({ organisation, ours, agreed, name }: Shown & { name: string }) {
  const t = useText(servicesTexts)
  const reader = useReader()
  const [accepts, setAccepts] = useState<Terms>()
  const [withdraws, setWithdraws] = useState(false)
  const [changes, setChanges] = useState(false)
  const { subject, service, state, why, terms, next, consents } = ours
  const speaks = reader.maySpeakFor(organisation)
  if (!speaks && !reader.mayKeep) return null
  const stands = consents.some(({ withdrawnAt }) => withdrawnAt === null)
  const asks = terms && (state === 'none' || state === 'asked' || state === 'ended' || why === 'terms')
  const mayAhead = next && !consents.some(({ version, withdrawnAt }) => version === next.version && withdrawnAt === null)
  const isReady = service === null || agreed
  return (
    <>
      {speaks && !terms && <p>{t('ours.noTerms')}</p>}
      {speaks && asks && !isReady && <p>{t('ours.first')}</p>}
      <div className="actions">
        {speaks && asks && isReady && (
          <Button look={service && !stands ? 'secondary' : 'primary'} onClick={() => setAccepts(terms)}>
            {t(service && !stands ? 'ours.enrol' : 'ours.accept')}
          </Button>
        )}
        {speaks && stands && mayAhead && isReady && (
          <Button look="secondary" onClick={() => setAccepts(next)}>
            {t('ours.next.accept')}
          </Button>
        )}
        {speaks && service && stands && state !== 'ended' && (
          <Button look="secondary" onClick={() => setChanges(true)}>
            {t(service.needsTargets ? 'change.targets' : 'change.contact')}
          </Button>
        )}
        {stands && (
          <Button look="tertiary" danger onClick={() => setWithdraws(true)}>
            {t('ours.withdraw')}
          </Button>
        )}
      </div>
      {accepts && (
        <ConsentDialog
          organisation={organisation}
          subject={subject}
          service={service}
          terms={accepts}
          onClose={() => setAccepts(undefined)}
        />
      )}
      {changes && service && (
        <ChangeDialog organisation={organisation} ours={ours} service={service} onClose={() => setChanges(false)} />
      )}
      {withdraws && <Withdraw organisation={organisation} ours={ours} name={name} onClose={() => setWithdraws(false)} />}
    </>
  )
}

function Withdraw({
  organisation,
  ours: { subject },
  name,
  onClose,
}: {
  organisation: Id<'org'>
  ours: Ours
  name: string
  onClose: () => void
}) {
  const t = useText(servicesTexts)
  const { team } = useReader()
  const withdraw = useAction(servicesApi.withdraw, {
    onDone: () => {
      tell(t('ours.withdrawn'))
      onClose()
    },
  })
  const preview = (
    <>
      <p>{t(subject === 'membership' ? 'ours.withdraw.agreement' : 'ours.withdraw.what')}</p>
      <p>{t('ours.withdraw.data')}</p>
    </>
  )
  if (team)
    return (
      <Dialog title={t('ours.withdraw.title', { name })} onClose={onClose}>
        {preview}
        <Form
          action={t('ours.withdraw')}
          busy={withdraw.isPending}
          fault={withdraw.error}
          onSubmit={({ reason = '' }) => withdraw.mutate({ id: organisation, subject, reason })}
        >
          <TextAreaField
            name="reason"
            label={t('ours.withdraw.reason')}
            hint={t('ours.withdraw.reason.hint')}
            rows={2}
            maxLength={500}
          />
        </Form>
      </Dialog>
    )
  return (
    <ConfirmDialog
      title={t('ours.withdraw.title', { name })}
      preview={preview}
      action={t('ours.withdraw')}
      danger
      busy={withdraw.isPending}
      fault={withdraw.error}
      onConfirm={() => withdraw.mutate({ id: organisation, subject })}
      onClose={onClose}
    />
  )
}

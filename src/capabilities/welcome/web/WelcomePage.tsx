import { CheckmarkCircleFillIcon, CircleIcon } from '@navikt/aksel-icons'
import { useNavigate } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { accessApi } from '#capabilities/access/contract.ts'
import { membersApi, type Organisation } from '#capabilities/members/contract.ts'
import type { Id } from '#domain/id.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink } from '#ui/kit/Button.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { Form, TextAreaField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type Welcome, type WelcomeStep, welcomeApi } from '../contract.ts'
import { welcomeTexts } from './texts.ts'
import './welcome.css'

/** The first ten minutes of a member: five steps, each with what to do and whether it is done. */
export function WelcomePage() {
  const t = useText(welcomeTexts)
  const { data } = useCall(accessApi.me, {})
  const organisations = data?.me?.organisations ?? []
  return (
    <Page title={t('title')} lead={t('lead')}>
      {organisations.length === 1
        ? organisations.map(({ id }) => <Of key={id} id={id} />)
        : organisations.map(({ id, name }) => (
            <Section key={id} title={name}>
              <Of id={id} />
            </Section>
          ))}
    </Page>
  )
}

function Of({ id }: { id: Id<'org'> }) {
  const t = useText(welcomeTexts)
  const { data, error, refetch } = useCall(welcomeApi.welcome, { id })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  const { steps, left } = data
  return (
    <>
      {left === 0 ? (
        <Notice tone="success" title={t('all-done')}>
          <p>{t('all-done.text')}</p>
        </Notice>
      ) : (
        <p>{t('progress', { done: steps.length - left, all: steps.length })}</p>
      )}
      <ol className="welcome">
        {steps.map((step) => (
          <Step key={step.step} {...step}>
            <What step={step} organisation={id} />
          </Step>
        ))}
      </ol>
    </>
  )
}

type Standing = Welcome['steps'][number]

function Step({ step, done, at, by, remark, children }: Standing & { children: ReactNode }) {
  const t = useText(welcomeTexts)
  return (
    <li className="welcome-step" data-done={done || undefined}>
      <h2>
        {done ? <CheckmarkCircleFillIcon aria-hidden="true" /> : <CircleIcon aria-hidden="true" />}
        {t(`${step}.title`)}
        <span className="welcome-state">{t(done ? 'done' : 'left')}</span>
      </h2>
      {children}
      {remark && <p className="field-hint">{t('organisation.remarked', { remark })}</p>}
      {done && at && by && (
        <p className="field-hint">
          {t('said.by', { by })} · <TimeText at={at} />
        </p>
      )}
    </li>
  )
}

const places: Readonly<Record<Exclude<WelcomeStep, 'organisation' | 'findings'>, string>> = {
  contacts: '/contacts',
  holdings: '/claims',
  agreement: '/our-services',
}

function What({ step: { step, done }, organisation }: { step: Standing; organisation: Id<'org'> }) {
  const t = useText(welcomeTexts)
  if (step === 'organisation') return <Facts id={organisation} done={done} />
  if (step === 'findings') return <Findings id={organisation} />
  return (
    <>
      <p>{t(`${step}.text`)}</p>
      <ButtonLink to={places[step]} look={done ? 'secondary' : 'primary'}>
        {t(`${step}.go`)}
      </ButtonLink>
    </>
  )
}

function Findings({ id }: { id: Id<'org'> }) {
  const t = useText(welcomeTexts)
  const go = useNavigate()
  const say = useAction(welcomeApi.say, { onDone: () => void go({ to: '/findings' }) })
  return (
    <>
      <p>{t('findings.text')}</p>
      <Button look="secondary" busy={say.isPending} onClick={() => say.mutate({ id, step: 'findings', remark: '' })}>
        {t('findings.go')}
      </Button>
      {say.error && <FaultNotice fault={say.error} />}
    </>
  )
}

/** What the register says of the member; one press says that it is right, and a sentence what is not. */
function Facts({ id, done }: { id: Id<'org'>; done: boolean }) {
  const t = useText(welcomeTexts)
  const { data, error, refetch } = useCall(membersApi.get, { id })
  const [isWrong, setWrong] = useState(false)
  const say = useAction(welcomeApi.say, {
    onDone: () => {
      if (isWrong) tell(t('organisation.sent'))
      setWrong(false)
    },
  })
  if (error && !data) return <FaultNotice fault={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <>
      <Known organisation={data.organisation} />
      {isWrong ? (
        <Form
          action={t('organisation.send')}
          busy={say.isPending}
          fault={say.error}
          onSubmit={({ remark }) => say.mutate({ id, step: 'organisation', remark: remark ?? '' })}
        >
          <TextAreaField
            name="remark"
            label={t('organisation.remark')}
            hint={t('organisation.remark.hint')}
            rows={3}
            maxLength={2_000}
          />
        </Form>
      ) : (
        <div className="actions">
          <Button
            look={done ? 'secondary' : 'primary'}
            busy={say.isPending}
            onClick={() => say.mutate({ id, step: 'organisation', remark: '' })}
          >
            {t('organisation.yes')}
          </Button>
          <Button look="secondary" onClick={() => setWrong(true)}>
            {t('organisation.no')}
          </Button>
        </div>
      )}
      {say.error && !isWrong && <FaultNotice fault={say.error} />}
    </>
  )
}

function Known({ organisation: { name, number, parent, language } }: { organisation: Organisation }) {
  const t = useText(welcomeTexts)
  return (
    <>
      <p>
        <b>{name}</b>
      </p>
      <Definition
        items={[
          [t('organisation.number'), number ?? t('organisation.none')],
          [t('organisation.parent'), parent?.name],
          [t('organisation.language'), t(`language.${language}`)],
        ]}
      />
    </>
  )
}

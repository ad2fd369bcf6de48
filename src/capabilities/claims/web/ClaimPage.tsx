import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button, ButtonLink, TextLink } from '#ui/kit/Button.tsx'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextField } from '#ui/kit/Form.tsx'
import { Empty, FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { usePlace } from '#ui/pages.ts'
import { useText } from '#ui/text/text.ts'
import { type Claim, type ClaimCheck, claimsApi, type TeamDecision, teamDecisions, type Ways } from '../contract.ts'
import { ClaimStateWord } from './ClaimWords.tsx'
import { DecideDialog } from './DecideDialog.tsx'
import { useReader } from './reader.ts'
import { claimsTexts } from './texts.ts'

/** One claim: where it stands, what to do next, how to prove it, and every look for proof. */
export function ClaimPage() {
  const t = useText(claimsTexts)
  const id = usePlace('id') as Claim['id']
  const { data, error, refetch } = useCall(claimsApi.claim, { id })
  const { team, mayDecide, mayClaimFor } = useReader()
  const [deciding, setDeciding] = useState<TeamDecision>()
  const [withdraws, setWithdraws] = useState(false)
  const undo = useAction(claimsApi.undo, { onDone: ({ undone }) => tell(t('decide.undone', { count: undone })) })
  if (error && !data)
    return (
      <Page title={t('claim.title')}>
        <FaultNotice fault={error} onRetry={() => void refetch()} />
      </Page>
    )
  if (!data) return <PageAwaited />
  const { claim, checks, steps, ways, disputes } = data
  const mine = mayClaimFor(claim.organisation.id)
  const over = claim.state === 'withdrawn' || claim.state === 'refused'
  return (
    <Page
      title={claim.shown}
      lead={t(`claim.lead.${claim.relation}`, { name: claim.organisation.name })}
      actions={
        <>
          {mayDecide &&
            claim.state !== 'disputed' &&
            !over &&
            teamDecisions.map((decision) => (
              <Button key={decision} look="secondary" onClick={() => setDeciding(decision)}>
                {t(`decide.${decision}`)}
              </Button>
            ))}
          {claim.canUndo && (
            <Button look="secondary" busy={undo.isPending} onClick={() => undo.mutate({ ids: [id] })}>
              {t('decide.undo')}
            </Button>
          )}
          {mine && !over && (
            <Button look="tertiary" onClick={() => setWithdraws(true)}>
              {t('withdraw.open')}
            </Button>
          )}
        </>
      }
    >
      <Notice
        tone={claim.state === 'proven' ? 'success' : claim.state === 'refused' ? 'danger' : 'info'}
        title={t(`state.${claim.state}`)}
      >
        <p>{claim.next}</p>
        {claim.said && <p>{t('claim.said', { said: claim.said })}</p>}
      </Notice>
      {disputes.length > 0 && (
        <Notice tone="warning" title={t('claim.disputed')}>
          <div className="actions">
            {disputes.map((dispute) => (
              <ButtonLink key={dispute} to={`/claims/disputes/${dispute}`}>
                {t('claim.dispute.open')}
              </ButtonLink>
            ))}
          </div>
        </Notice>
      )}
      {mine && (ways.dns || ways.mail.length > 0) && <Proving claim={claim} ways={ways} />}
      <Section title={t('claim.facts')}>
        <Definition
          items={[
            [
              t('column.organisation'),
              team ? (
                <TextLink key="organisation" to={`/organisations/${claim.organisation.id}`}>
                  {claim.organisation.name}
                </TextLink>
              ) : (
                claim.organisation.name
              ),
            ],
            [t('column.state'), <ClaimStateWord key="state" claim={claim} />],
            [t('column.relation'), t(`relation.${claim.relation}`)],
            [t('column.proof'), t(`level.${claim.level}`)],
            [t('claim.from'), <TimeText key="from" at={claim.from} />],
            [t('claim.to'), claim.to ? <TimeText key="to" at={claim.to} /> : t('claim.to.none')],
            [t('claim.claimed'), <TimeText key="claimed" at={claim.claimedAt} />],
            ...(claim.claimedBy ? [[t('claim.claimedBy'), claim.claimedBy] as const] : []),
            ...(claim.provenUntil ? [[t('claim.until'), <TimeText key="until" at={claim.provenUntil} />] as const] : []),
          ]}
        />
      </Section>
      <Section title={t('checks.title')}>
        <Checks checks={checks} />
      </Section>
      <Section title={t('steps.title')}>
        <ul className="ds-list">
          {steps.map(({ at, words, who, text }) => (
            <li key={`${at} ${words}`}>
              <TimeText at={at} />: {words}
              {text && ` – ${text}`} <span className="faint">({who || t('steps.team')})</span>
            </li>
          ))}
        </ul>
      </Section>
      {deciding && (
        <DecideDialog decision={deciding} ids={[id]} onClose={() => setDeciding(undefined)} onDone={() => undefined} />
      )}
      {withdraws && <WithdrawDialog claim={claim} onClose={() => setWithdraws(false)} />}
    </Page>
  )
}

/** Every look for proof, newest first, with what was asked and what was seen. */
export function Checks({ checks }: { checks: readonly ClaimCheck[] }) {
  const t = useText(claimsTexts)
  return (
    <DataTable<ClaimCheck>
      caption={t('checks.title')}
      columns={[
        { key: 'at', title: t('checks.at'), tight: true, cell: ({ at }) => <TimeText at={at} /> },
        { key: 'method', title: t('checks.method'), tight: true, cell: ({ method }) => t(`method.${method}`) },
        { key: 'words', title: t('checks.outcome'), cell: ({ words }) => words },
        {
          key: 'seen',
          title: t('checks.seen'),
          cell: ({ seen }) => (
            <>
              {Object.entries(seen).map(([name, value]) => (
                <div key={name}>
                  <code>{Array.isArray(value) ? value.join(' · ') || '–' : value}</code>
                </div>
              ))}
            </>
          ),
        },
      ]}
      rows={checks}
      rowKey={({ at, method, outcome }) => `${at} ${method} ${outcome}`}
      rowName={({ words }) => words}
      empty={<Empty title={t('checks.none')} />}
    />
  )
}

function Proving({ claim, ways }: { claim: Claim; ways: Ways }) {
  const t = useText(claimsTexts)
  const check = useAction(claimsApi.check)
  const answer = check.data?.check
  return (
    <Section title={t(claim.state === 'proven' ? 'prove.again' : 'prove.title')}>
      {ways.dns && (
        <>
          <h3 className="ds-heading" data-size="2xs">
            {t('prove.dns')}
          </h3>
          <p>{t('prove.dns.how')}</p>
          <Definition
            items={[
              [t('prove.dns.name'), <Copied key="name" text={ways.dns.name} what={t('prove.dns.name')} />],
              [t('prove.dns.type'), 'TXT'],
              [t('prove.dns.record'), <Copied key="record" text={ways.dns.record} what={t('prove.dns.record')} />],
            ]}
          />
          {check.error && <FaultNotice fault={check.error} />}
          {answer && (
            <Notice tone={answer.outcome === 'proven' ? 'success' : 'warning'} title={answer.words}>
              {answer.outcome !== 'proven' && <p>{t('prove.dns.later')}</p>}
            </Notice>
          )}
          <div className="actions">
            <Button busy={check.isPending} onClick={() => check.mutate({ id: claim.id })}>
              {t('prove.dns.check')}
            </Button>
          </div>
          {ways.nextCheckAt && (
            <p className="faint">
              {t('prove.dns.next')} <TimeText at={ways.nextCheckAt} />
            </p>
          )}
        </>
      )}
      {ways.mail.length > 0 && claim.state !== 'proven' && <ByMail claim={claim} ways={ways} />}
    </Section>
  )
}

function Copied({ text, what }: { text: string; what: string }) {
  return (
    <>
      <code>{text}</code> <CopyButton text={text} what={what} />
    </>
  )
}

function ByMail({ claim, ways }: { claim: Claim; ways: Ways }) {
  const t = useText(claimsTexts)
  const listed = useAction(claimsApi.askSecurityTxt)
  const send = useAction(claimsApi.sendCode, { onDone: ({ sentTo }) => tell(t('prove.mail.sent', { address: sentTo })) })
  const give = useAction(claimsApi.giveCode, { onDone: () => tell(t('prove.mail.proven', { what: claim.shown })) })
  const addresses = [...new Set([...ways.mail, ...(listed.data?.addresses ?? [])])]
  return (
    <>
      <h3 className="ds-heading" data-size="2xs">
        {t('prove.mail')}
      </h3>
      <p>{t('prove.mail.how')}</p>
      <Form
        action={t('prove.mail.send')}
        busy={send.isPending}
        fault={send.error}
        onSubmit={({ address = '' }) => send.mutate({ id: claim.id, address })}
        actions={
          <Button look="tertiary" busy={listed.isPending} onClick={() => listed.mutate({ id: claim.id })}>
            {t('prove.mail.securityTxt')}
          </Button>
        }
      >
        <SelectField
          name="address"
          label={t('prove.mail.address')}
          choices={addresses.map((address) => ({ value: address, label: address }))}
        />
      </Form>
      {listed.data?.addresses.length === 0 && <p role="status">{t('prove.mail.noSecurityTxt')}</p>}
      {ways.codeSentTo && (
        <Form
          action={t('prove.mail.give')}
          busy={give.isPending}
          fault={give.error}
          onSubmit={({ code = '' }) => give.mutate({ id: claim.id, code })}
        >
          <TextField
            name="code"
            label={t('prove.mail.code')}
            hint={t('prove.mail.code.hint', { address: ways.codeSentTo })}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
          />
        </Form>
      )}
    </>
  )
}

function WithdrawDialog({ claim, onClose }: { claim: Claim; onClose: () => void }) {
  const t = useText(claimsTexts)
  const withdraw = useAction(claimsApi.withdraw, {
    onDone: () => {
      tell(t('withdraw.done', { what: claim.shown }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('withdraw.title', { what: claim.shown })}
      preview={<p>{t(claim.state === 'proven' ? 'withdraw.what.proven' : 'withdraw.what')}</p>}
      action={t('withdraw.action')}
      danger
      busy={withdraw.isPending}
      fault={withdraw.error}
      onConfirm={() => withdraw.mutate({ id: claim.id, reason: '' })}
      onClose={onClose}
    />
  )
}

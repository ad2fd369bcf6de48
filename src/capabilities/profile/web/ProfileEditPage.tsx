import { useState } from 'react'
import type { z } from 'zod'
import { constituencies } from '#capabilities/members/contract.ts'
import { locales } from '#domain/locale.ts'
import { useAction, useCall } from '#ui/api.ts'
import { Button, TextLink } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { worded } from '#ui/kit/worded.ts'
import { useText } from '#ui/text/text.ts'
import { type ProfileFacts, plainFields, profileApi, wordedFields } from '../contract.ts'
import { Fingerprint } from './KeyWords.tsx'
import { useReader } from './reader.ts'
import { profileTexts } from './texts-profile.ts'

type Draft = z.output<typeof profileApi.draft.output>

/** What the team publishes of itself: written here, and shown to everybody once it is published. */
export function ProfileEditPage() {
  const t = useText(profileTexts)
  const { mayPublish } = useReader()
  const { data, error, refetch } = useCall(profileApi.draft, {})
  const [publishes, setPublishes] = useState(false)
  return (
    <Page
      title={t('edit.title')}
      lead={t('edit.lead')}
      actions={data && mayPublish && <Button onClick={() => setPublishes(true)}>{t('edit.publish')}</Button>}
    >
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p>
            <TextLink to="/profile">{t('edit.open')}</TextLink> · <TextLink to="/key">{t('edit.key')}</TextLink>
          </p>
          <Warnings draft={data} />
          <Stands draft={data} />
          <Section title={t('edit.fields')}>{mayPublish ? <Fields facts={data.facts} /> : <p>{t('edit.read')}</p>}</Section>
          <Versions versions={data.versions} />
          {publishes && <Publish signs={data.key !== null} onClose={() => setPublishes(false)} />}
        </>
      )}
    </Page>
  )
}

function Warnings({ draft: { isChanged, missing, key, keyNamesAddress } }: { draft: Draft }) {
  const t = useText(profileTexts)
  return (
    <>
      {isChanged && (
        <Notice title={t('edit.changed')}>
          <p>{t('edit.changed.text')}</p>
        </Notice>
      )}
      {!key && (
        <Notice tone="warning" title={t('edit.noKey')}>
          <p>{t('edit.noKey.text')}</p>
        </Notice>
      )}
      {key && !keyNamesAddress && (
        <Notice tone="warning" title={t('edit.noAddress')}>
          <p>{t('edit.noAddress.text')}</p>
        </Notice>
      )}
      {missing.length > 0 && (
        <Notice title={t('edit.missing')}>
          <p>{missing.map((field) => t(`f.${field as 'address'}`)).join(', ')}</p>
        </Notice>
      )}
    </>
  )
}

function Stands({ draft: { versions, key, securityTxt } }: { draft: Draft }) {
  const t = useText(profileTexts)
  const [last] = versions
  return (
    <Section title={t('edit.stands')}>
      <Definition
        items={[
          [
            t('edit.published'),
            last ? (
              <span key="published">
                <TimeText at={last.publishedAt} /> ({t('edit.published.as', { version: last.version, who: last.publishedBy })})
              </span>
            ) : (
              t('edit.never')
            ),
          ],
          [t('key.fingerprint'), key && <Fingerprint key="print" value={key.fingerprint} />],
          [t('edit.securityTxt'), securityTxt && <TimeText key="ends" at={securityTxt.expiresAt} only="day" />],
        ]}
      />
    </Section>
  )
}

function Fields({ facts }: { facts: ProfileFacts }) {
  const t = useText(profileTexts)
  const [draft, setDraft] = useState(facts)
  const change = (part: Partial<ProfileFacts>) => setDraft({ ...draft, ...part })
  const save = useAction(profileApi.setDraft, { onDone: () => tell(t('edit.saved')) })
  const line = (field: (typeof plainFields)[number] | 'firstMembership' | 'certMark', hint?: string) => (
    <TextField
      key={field}
      name={field}
      label={t(`f.${field}`)}
      {...(hint && { hint })}
      optional={field !== 'name' && field !== 'email'}
      value={draft[field]}
      onChange={({ target }) => change({ [field]: target.value })}
    />
  )
  return (
    <div className="profile-form">
      <Form
        action={t('edit.save')}
        busy={save.isPending}
        fault={worded(save.error, { email: t('edit.wrong.email'), url: t('edit.wrong.url') }, t('edit.wrong'))}
        onSubmit={() => save.mutate(draft)}
      >
        <SelectField
          name="constituency"
          label={t('constituency')}
          hint={t('constituency.hint')}
          value={draft.constituency}
          onChange={({ target }) => change({ constituency: target.value as ProfileFacts['constituency'] })}
          choices={constituencies.map((value) => ({ value, label: t(`constituency.${value}`) }))}
        />
        {plainFields.map((field) => line(field))}
        {line('firstMembership', t('f.certMark.hint'))}
        {line('certMark', t('f.certMark.hint'))}
        {wordedFields.map((field) => (
          <fieldset key={field} className="profile-words">
            <legend className="ds-label">{t(`f.${field}`)}</legend>
            {locales.map((language) => (
              <TextAreaField
                key={language}
                name={`${field}.${language}`}
                label={t(`in.${language}`)}
                lang={language}
                optional
                rows={4}
                value={draft[field][language]}
                onChange={({ target }) => change({ [field]: { ...draft[field], [language]: target.value } })}
              />
            ))}
          </fieldset>
        ))}
      </Form>
    </div>
  )
}

function Versions({ versions }: Pick<Draft, 'versions'>) {
  const t = useText(profileTexts)
  return (
    <Section title={t('edit.versions')}>
      <DataTable
        caption={t('edit.versions')}
        columns={[
          { key: 'version', title: t('edit.version'), cell: ({ version }) => String(version) },
          { key: 'when', title: t('edit.published'), cell: ({ publishedAt }) => <TimeText at={publishedAt} /> },
          { key: 'by', title: t('edit.by'), cell: ({ publishedBy }) => publishedBy },
          {
            key: 'key',
            title: t('key.fingerprint'),
            cell: ({ fingerprint }) => fingerprint && <Fingerprint value={fingerprint} />,
          },
        ]}
        rows={versions}
        rowKey={({ version }) => String(version)}
        rowName={({ version }) => String(version)}
        empty={<p>{t('edit.versions.none')}</p>}
      />
    </Section>
  )
}

function Publish({ signs, onClose }: { signs: boolean; onClose: () => void }) {
  const t = useText(profileTexts)
  const publish = useAction(profileApi.publish, {
    onDone: ({ version }) => {
      tell(t('edit.isPublished', { version }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t('edit.publish.title')}
      action={t('edit.publish')}
      busy={publish.isPending}
      fault={publish.error}
      onConfirm={() => publish.mutate({})}
      onClose={onClose}
      preview={
        <>
          <p>{t('edit.publish.means')}</p>
          <p>{t(signs ? 'edit.publish.signed' : 'edit.noKey')}</p>
        </>
      }
    />
  )
}

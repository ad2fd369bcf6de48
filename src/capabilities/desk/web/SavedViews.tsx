import { BookmarkIcon, PencilIcon } from '@navikt/aksel-icons'
import { useRouterState } from '@tanstack/react-router'
import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { type AddressParams, readParams, useAddress, writeParams } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { Dialog } from '#ui/kit/Dialog.tsx'
import { CheckField, Form, TextField } from '#ui/kit/Form.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { useText } from '#ui/text/text.ts'
import { deskApi, type SavedView } from '../contract.ts'
import { useReader } from './reader.ts'
import { deskTexts } from './texts.ts'
import './saved-views.css'

/** What is looked at, without where in it: a view begins on its first page. */
const queryOf = ({ after: _, trail: __, ...params }: AddressParams): string => writeParams(params).slice(1)

/** The saved views of a list, as ways to go there, and a button that saves what its filters show now. */
export function SavedViews() {
  const t = useText(deskTexts)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const [params] = useAddress()
  const { data, error } = useCall(deskApi.views, {})
  const { leads } = useReader()
  const [doing, setDoing] = useState<'save' | 'change'>()
  const views = data?.views.filter((view) => view.path === path) ?? []
  const query = queryOf(params)
  const current = views.find((view) => view.query === query)
  const mayChange = current && (current.own || leads)
  if (error || !data || (views.length === 0 && query === '')) return null
  return (
    <div className="saved-views">
      {views.length > 0 && (
        <Views
          label={t('views.label')}
          views={views.map((view) => ({
            key: view.id,
            title: view.own ? view.name : `${view.name} · ${t('views.sharedBy', { who: view.by })}`,
            sets: { ...Object.fromEntries(Object.keys(params).map((name) => [name, undefined])), ...readParams(view.query) },
            current: view === current,
          }))}
        />
      )}
      {query !== '' && !current && (
        <Button look="tertiary" icon={<BookmarkIcon aria-hidden="true" />} onClick={() => setDoing('save')}>
          {t('views.save')}
        </Button>
      )}
      {mayChange && (
        <Button look="tertiary" icon={<PencilIcon aria-hidden="true" />} onClick={() => setDoing('change')}>
          {t('views.change', { name: current.name })}
        </Button>
      )}
      {doing === 'save' && (
        <SaveDialog path={path} query={query} own={views.filter((view) => view.own)} onClose={() => setDoing(undefined)} />
      )}
      {doing === 'change' && current && <ChangeDialog view={current} onClose={() => setDoing(undefined)} />}
    </div>
  )
}

/** Whether the team sees it too; asked of the team alone. */
function ShareCheck({ checked = false }: { checked?: boolean }) {
  const t = useText(deskTexts)
  const { team } = useReader()
  if (!team) return null
  return <CheckField name="shared" label={t('views.share')} defaultChecked={checked} />
}

const nameField = { name: 'name', maxLength: 80, required: true, autoComplete: 'off' } as const

interface Saving {
  path: string
  query: string
  own: readonly SavedView[]
  onClose: () => void
}

function SaveDialog({ path, query, own, onClose }: Saving) {
  const t = useText(deskTexts)
  const save = useAction(deskApi.saveView, {
    onDone: (_, { name }) => {
      tell(t('views.saved', { name }))
      onClose()
    },
  })
  return (
    <Dialog title={t('views.save')} onClose={onClose}>
      <p>{t('views.save.means')}</p>
      <Form
        action={t('views.save')}
        busy={save.isPending}
        fault={save.error}
        onSubmit={({ name = '', shared }) => save.mutate({ name, path, query, shared: shared === 'on' })}
      >
        <TextField {...nameField} label={t('views.name')} />
        <ShareCheck />
      </Form>
      {own.length > 0 && <Replace query={query} own={own} onClose={onClose} />}
    </Dialog>
  )
}

/** Gives a view of one's own the filters that are chosen now; the toast takes it back. */
function Replace({ query, own, onClose }: Omit<Saving, 'path'>) {
  const t = useText(deskTexts)
  const back = useAction(deskApi.changeView)
  const replace = useAction(deskApi.changeView, {
    onDone: (_, { id }) => {
      const view = own.find((each) => each.id === id)
      if (view) tell(t('views.replaced', { name: view.name }), () => back.mutate({ id, query: view.query }))
      onClose()
    },
  })
  return (
    <>
      <p>{t('views.replace.or')}</p>
      {replace.error && <FaultNotice fault={replace.error} />}
      <div className="actions">
        {own.map(({ id, name }) => (
          <Button key={id} look="secondary" busy={replace.isPending} onClick={() => replace.mutate({ id, query })}>
            {t('views.replace', { name })}
          </Button>
        ))}
      </div>
    </>
  )
}

function ChangeDialog({ view, onClose }: { view: SavedView; onClose: () => void }) {
  const t = useText(deskTexts)
  const { name, path, query, shared } = view
  const change = useAction(deskApi.changeView, {
    onDone: (_, asked) => {
      tell(t('views.saved', { name: asked.name ?? name }))
      onClose()
    },
  })
  const save = useAction(deskApi.saveView)
  const remove = useAction(deskApi.removeView, {
    onDone: () => {
      tell(t('views.removed', { name }), view.own ? () => save.mutate({ name, path, query, shared }) : undefined)
      onClose()
    },
  })
  return (
    <Dialog title={t('views.change', { name })} onClose={onClose}>
      {remove.error && <FaultNotice fault={remove.error} />}
      {view.own ? (
        <Form
          action={t('views.keep')}
          busy={change.isPending}
          fault={change.error}
          onSubmit={({ name = '', shared }) => change.mutate({ id: view.id, name, shared: shared === 'on' })}
        >
          <TextField {...nameField} label={t('views.name')} defaultValue={name} />
          <ShareCheck checked={shared} />
        </Form>
      ) : (
        <p>{t('views.others', { who: view.by })}</p>
      )}
      <div className="actions">
        <Button look="secondary" danger busy={remove.isPending} onClick={() => remove.mutate({ id: view.id })}>
          {t('views.remove')}
        </Button>
      </div>
    </Dialog>
  )
}

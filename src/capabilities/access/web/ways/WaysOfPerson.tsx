import { useState } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { ConfirmDialog, Dialog } from '#ui/kit/Dialog.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { accessApi, type Person } from '../../contract.ts'
import { waysTexts } from './texts.ts'

type Way = { passkey: `psk_${string}` } | { provider: `idp_${string}` }
interface Row {
  key: string
  name: string
  kind: 'passkey' | 'provider'
  usedAt: string | null
  way: Way
}

/** The passkeys and links of somebody, each of which an administrator can take away alone. */
export function WaysOfPerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useText(waysTexts)
  const { data, error, refetch } = useCall(accessApi.waysOfPerson, { id: person.id })
  const [ends, setEnds] = useState<Row>()
  const remove = useAction(accessApi.removeWayOfPerson, {
    onDone: ({ sessionsEnded }) => {
      tell(t('person.way.removed', { name: ends?.name ?? '', count: sessionsEnded }))
      setEnds(undefined)
    },
  })
  const isLast = remove.error?.code === 'last-way-of-person'
  if (ends)
    return (
      <ConfirmDialog
        title={t('person.way.title', { way: ends.name, name: person.displayName })}
        preview={<p>{t(isLast ? 'person.way.last' : 'person.way.preview')}</p>}
        action={t(isLast ? 'person.way.evenLast' : 'passkeys.remove')}
        danger
        busy={remove.isPending}
        fault={remove.error}
        onConfirm={() => remove.mutate({ id: person.id, way: ends.way, evenLast: isLast })}
        onClose={() => {
          remove.reset()
          setEnds(undefined)
        }}
      />
    )
  const rows: Row[] = [
    ...(data?.passkeys ?? []).map(({ id, name, usedAt }) => ({
      key: id,
      name,
      kind: 'passkey' as const,
      usedAt,
      way: { passkey: id },
    })),
    ...(data?.identities ?? []).map(({ provider, name, usedAt }) => ({
      key: provider,
      name,
      kind: 'provider' as const,
      usedAt,
      way: { provider },
    })),
  ]
  return (
    <Dialog title={t('person.ways', { name: person.displayName })} onClose={onClose}>
      {data && (
        <p>
          {t(data.password ? 'person.ways.password' : 'person.ways.password.off')}{' '}
          {t(data.code ? 'person.ways.code' : 'person.ways.code.none')}
        </p>
      )}
      <DataTable
        caption={t('person.ways', { name: person.displayName })}
        columns={[
          { key: 'name', title: t('passkeys.name'), cell: ({ name }) => name },
          { key: 'kind', title: t('person.way.kind'), cell: ({ kind }) => t(`person.way.kind.${kind}`), tight: true },
          {
            key: 'used',
            title: t('passkeys.used'),
            cell: ({ usedAt }) => (usedAt ? <TimeText at={usedAt} only="distance" /> : t('passkeys.never')),
            tight: true,
          },
          {
            key: 'remove',
            title: t('passkeys.remove'),
            cell: (row) => (
              <Button look="tertiary" danger aria-label={t('person.way.remove', { way: row.name })} onClick={() => setEnds(row)}>
                {t('passkeys.remove')}
              </Button>
            ),
            tight: true,
          },
        ]}
        rows={data && rows}
        rowKey={({ key }) => key}
        rowName={({ name }) => name}
        empty={<p>{t('person.ways.none')}</p>}
        fault={error}
        onRetry={() => void refetch()}
      />
    </Dialog>
  )
}

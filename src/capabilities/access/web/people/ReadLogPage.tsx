import { useEffect, useRef } from 'react'
import { useAction, useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { DataTable } from '#ui/kit/DataTable.tsx'
import { TableDownloads } from '#ui/kit/Downloads.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { Empty, Notice } from '#ui/kit/Notice.tsx'
import { Page, PageAwaited } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { numberText } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { accessApi, type ReadingLine, readingForms, readingSides } from '../../contract.ts'
import { type House, HouseChoice, useHouse } from './house.tsx'
import { peopleTexts } from './texts.ts'

/** Who outside an organisation read what of it, when, in whose name and from where; also what left in files. */
export function ReadLogPage() {
  const t = useText(peopleTexts)
  const found = useHouse()
  if (!found) return <PageAwaited />
  const { house, houses } = found
  if (!house)
    return (
      <Page title={t('log.title')}>
        <Empty title={t('access.none')}>
          <p>{t('access.none.next')}</p>
        </Empty>
      </Page>
    )
  return <Log key={house.id} house={house} houses={houses} />
}

const filterNames = ['who', 'side', 'form', 'from', 'to'] as const

function Log({ house, houses }: { house: House; houses: readonly House[] }) {
  const t = useText(peopleTexts)
  const [params] = useAddress()
  const filter = Object.fromEntries(filterNames.flatMap((name) => (params[name] ? [[name, params[name]]] : []))) as Record<
    string,
    never
  >
  const { data, error, refetch, isFetching } = useCall(accessApi.readings, {
    id: house.id,
    ...filter,
    ...(params.after && { after: params.after }),
  })
  const what = useWhat()
  return (
    <Page
      title={t('log.title')}
      lead={t('log.lead', { name: house.name })}
      actions={
        <TableDownloads csv={accessApi.exportReadings} xlsx={accessApi.exportReadingsXlsx} input={{ id: house.id, ...filter }} />
      }
    >
      <HouseChoice house={house} houses={houses} />
      <Fresh house={house} />
      <Filters
        filters={[
          { kind: 'search', name: 'who', label: t('log.search') },
          {
            kind: 'one',
            name: 'side',
            label: t('log.side'),
            choices: readingSides.map((side) => ({ value: side, label: t(`log.side.${side}`) })),
          },
          {
            kind: 'one',
            name: 'form',
            label: t('log.form'),
            choices: readingForms.map((form) => ({ value: form, label: t(`log.form.${form}`) })),
          },
          { kind: 'day', name: 'from', label: t('log.from') },
          { kind: 'day', name: 'to', label: t('log.to') },
        ]}
      />
      <DataTable
        caption={t('log.caption')}
        columns={[
          { key: 'at', title: t('log.at'), cell: ({ at }) => <TimeText at={at} />, tight: true },
          {
            key: 'who',
            title: t('log.who'),
            cell: ({ who, kind, side, through }) => (
              <div>
                {who === '' ? <b>{t('log.key')}</b> : <b>{who}</b>} {who !== '' && kind === 'key' && `(${t('log.key')})`}
                <div>{[through, t(`log.side.${side}`)].filter(Boolean).join(' · ')}</div>
              </div>
            ),
          },
          { key: 'what', title: t('log.what'), cell: what.read },
          { key: 'why', title: t('log.why'), cell: ({ why }) => what.from(why) },
        ]}
        rows={data?.rows}
        rowKey={({ position }) => String(position)}
        rowName={({ who, through }) => who || (through ?? t('log.key'))}
        empty={<Empty title={t(Object.keys(filter).length > 0 ? 'log.none.filtered' : 'log.none')} />}
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
    </Page>
  )
}

/** What left in files since one last looked; that one has looked now is noted once. */
function Fresh({ house: { id } }: { house: House }) {
  const t = useText(peopleTexts)
  const { data: session } = useCall(accessApi.me, {})
  const isMember = session?.me?.team === false
  const { data } = useCall(accessApi.readingsNews, {}, { enabled: isMember })
  const { mutate: look } = useAction(accessApi.readingsLook)
  const first = useRef(data)
  first.current ??= data
  const known = first.current !== undefined
  useEffect(() => {
    if (isMember && known) look({ id })
  }, [isMember, known, look, id])
  const exports = first.current?.exports ?? 0
  return exports > 0 ? (
    <Notice>
      <p>{t('log.fresh.exports', { count: exports })}</p>
    </Notice>
  ) : null
}

const things = [
  'organisation',
  'contacts',
  'holdings',
  'findings',
  'finding',
  'notices',
  'notice',
  'measures',
  'measure',
  'overview',
  'report',
  'told',
  'preview',
  'organisations',
  'operated',
  'audit',
  'services',
  'claims',
  'products',
  'advisories',
  'relations',
  'keys',
  'cases',
  'windows',
] as const
/** What the log calls otherwise than the words do; a thing with an id is called by its kind. */
const aliases: Readonly<Record<string, (typeof things)[number]>> = {
  'notice preview': 'preview',
  'pgp-keys': 'keys',
  watch: 'cases',
  fnd: 'finding',
  ntc: 'notice',
  msr: 'measure',
}
const rooms = ['findings', 'notices', 'organisations', 'measures', 'overview', 'watch'] as const

const among = <Word extends string>(words: readonly Word[], word: string): Word | undefined => words.find((one) => one === word)

/** Enough of an id to speak of the thing with whoever read it. */
const shortly = (id: string): string => id.slice(-6)

/** What was read, and from where, in words. */
function useWhat() {
  const t = useText(peopleTexts)
  const locale = useLocale()
  const thing = (object: string): string => {
    const [, kind] = /^([a-z]{3})_/.exec(object) ?? []
    const word = aliases[kind ?? object] ?? among(things, object)
    if (!word) return t('log.object.other', { what: object })
    return kind ? `${t(`log.object.${word}`)} (${shortly(object)})` : t(`log.object.${word}`)
  }
  return {
    read: ({ form, object, rows }: ReadingLine): string =>
      form === 'export' ? t('log.exported', { rows: numberText(rows ?? 0, locale), what: thing(object) }) : thing(object),
    from: (why: string | null): string => {
      if (why === null) return ''
      const [, room = '', id = ''] = why.split('/')
      if (id.startsWith('tsk_')) return `${t('log.task')} (${shortly(id)})`
      const known = among(rooms, room)
      return known ? t(`log.page.${known}`) : t('log.page.other')
    },
  }
}

import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { type Column, DataTable } from '#ui/kit/DataTable.tsx'
import { Empty, Notice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { Views } from '#ui/kit/Views.tsx'
import { usePlace } from '#ui/pages.ts'
import { numberForm } from '#ui/text/dates.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { type AdvisoryEffect, type Share, silenceApi, type WordingEffect } from '../contract.ts'
import { CurvePicture } from './CurvePicture.tsx'
import { CountOf, Reached, Settled } from './Figures.tsx'
import { Frame } from './Frame.tsx'
import { silenceTexts } from './texts.ts'

type Group = AdvisoryEffect['byKind'][number]
const groupings = ['kind', 'county', 'channel'] as const

/** What a warning had for effect: in figures, over time, by group, and by wording where there were several. */
export function EffectPage() {
  const t = useText(silenceTexts)
  const id = usePlace('id') as Id<'adv'>
  const { data, error, refetch } = useCall(silenceApi.effect, { id })
  const effect = data?.effect
  return (
    <Frame
      id={id}
      here="effect"
      title={t('effect.title')}
      lead={t('effect.lead')}
      warning={effect?.warning}
      fault={error}
      onRetry={() => void refetch()}
    >
      <Groups
        caption={t('effect.title')}
        first={t('effect.all')}
        rows={effect && [{ group: 'all', words: t('effect.all'), figures: effect.figures }]}
      />
      {effect && effect.curves.length > 0 && <CurvePicture curves={effect.curves} />}
      {effect && <ByGroup effect={effect} />}
      {effect?.wording && <Compared wording={effect.wording} />}
    </Frame>
  )
}

function ByGroup({ effect }: { effect: AdvisoryEffect }) {
  const t = useText(silenceTexts)
  const [params] = useAddress()
  const by = groupings.find((each) => each === params.by) ?? 'kind'
  const rows = { kind: effect.byKind, county: effect.byCounty, channel: effect.byChannel }[by]
  return (
    <Section title={t('effect.table', { by: t(`effect.by.${by}`) })}>
      <Views
        label={t('effect.by')}
        views={groupings.map((each) => ({
          key: each,
          title: t(`effect.by.${each}`),
          sets: { by: each === 'kind' ? undefined : each },
          current: by === each,
        }))}
      />
      <Groups caption={t('effect.table', { by: t(`effect.by.${by}`) })} first={t('effect.group')} rows={rows} />
    </Section>
  )
}

/** Figures by group; every share has its denominator. */
function Groups({ caption, first, rows }: { caption: string; first: string; rows: readonly Group[] | undefined }) {
  const t = useText(silenceTexts)
  const columns: readonly Column<Group>[] = [
    { key: 'group', title: first, cell: ({ words }) => words },
    { key: 'told', title: t('effect.told'), cell: ({ figures }) => <CountOf count={figures.told} of={figures.addressed} /> },
    {
      key: 'read',
      title: t('effect.readCount'),
      cell: ({ figures }) => <Reached count={figures.read} of={figures.addressed} span={figures.toRead} />,
    },
    {
      key: 'answered',
      title: t('effect.answeredCount'),
      cell: ({ figures }) => <Reached count={figures.answered} of={figures.asked} span={figures.toAnswer} />,
    },
    { key: 'claimed', title: t('column.settled'), cell: ({ figures }) => <Settled figures={figures} /> },
  ]
  return (
    <div className="silence-table">
      <DataTable<Group>
        caption={caption}
        columns={columns}
        rows={rows}
        rowKey={({ group }) => group}
        rowName={({ words }) => words}
        empty={<Empty title={t('effect.none')} />}
      />
    </div>
  )
}

type Wording = WordingEffect['wordings'][number]

/** How the wordings compare, and whether one of them may be called the better. */
function Compared({ wording: { wordings, differences, winner, why, rule } }: { wording: WordingEffect }) {
  const t = useText(silenceTexts)
  const locale = useLocale()
  const letter = (key: string) => key.toUpperCase()
  const points = (value: number) =>
    t('compare.points', {
      value: numberForm(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }).format(value * 100),
    })
  const columns: readonly Column<Wording>[] = [
    { key: 'key', title: t('compare.wording'), cell: ({ key, title }) => `${letter(key)}: ${title}` },
    { key: 'read', title: t('effect.readCount'), cell: ({ read }) => <ShareText share={read} words="read" /> },
    {
      key: 'answered',
      title: t('column.answered'),
      cell: ({ answered }) => <ShareText share={answered} words="answered" />,
    },
  ]
  return (
    <Section title={t('compare.title')}>
      <Notice tone={winner ? 'success' : 'info'}>
        {winner ? t('compare.winner', { key: letter(winner) }) : t(`compare.no.${why ?? 'too-close'}`, rule)}
      </Notice>
      <DataTable<Wording>
        caption={t('compare.title')}
        columns={columns}
        rows={wordings}
        rowKey={({ key }) => key}
        rowName={({ title }) => title}
        empty={<Empty title={t('effect.none')} />}
      />
      <ul>
        {differences.map(({ key, against, difference, low, high }) => (
          <li key={key + against}>
            {t('compare.difference', {
              key: letter(key),
              against: letter(against),
              difference: points(difference),
              low: points(low),
              high: points(high),
            })}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function ShareText({ share: { count, of, low, high }, words }: { share: Share; words: 'answered' | 'read' }) {
  const t = useText(silenceTexts)
  const locale = useLocale()
  const percent = (value: number) => numberForm(locale, { style: 'percent' }).format(value)
  return (
    <>
      {t(`compare.share.${words}`, { count, of })}
      <div className="field-hint">{t('compare.interval', { low: percent(low), high: percent(high) })}</div>
    </>
  )
}

import type { Id } from '#domain/id.ts'
import { rank } from '#domain/severity.ts'
import { SeverityMark } from '#ui/kit/marks.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import { answers } from '../contract.ts'
import { AssetText } from './AssetText.tsx'
import type { Linked } from './link.ts'
import { findingsTexts } from './texts.ts'

type Told = Linked['findings'][number]
type Chosen = ReadonlySet<Id<'fnd'>>

/** So many places are shown at once; the rest opens. */
const shownPlaces = 10

interface Props {
  findings: readonly Told[]
  chosen?: Chosen
  onChoose?: (chosen: Chosen) => void
}

/** Whether findings belong to several members, as those of an operator do. */
export const ofSeveral = (findings: readonly Told[]): boolean =>
  new Set(findings.map(({ organisation }) => organisation.id)).size > 1

/** What is wrong, by member when there are several. `chosen`: each place may be left out of the answer, and each member as a whole. */
export function LinkFindings({ findings, ...choice }: Props) {
  if (!ofSeveral(findings)) return <Kinds findings={findings} {...choice} />
  const { compare } = new Intl.Collator('nb', { numeric: true })
  return [...Map.groupBy(findings, ({ organisation }) => organisation.id).values()]
    .sort(([one], [other]) => compare(one!.organisation.name, other!.organisation.name))
    .map((group) => <Member key={group[0]!.organisation.id} findings={group} {...choice} />)
}

/** All of one member: one tick chooses it. */
function Member({ findings, chosen, onChoose }: Props) {
  const t = useText(findingsTexts)
  const { name } = findings[0]!.organisation
  const open = findings.filter(({ settled }) => !settled)
  const among = open.filter(({ id }) => chosen?.has(id)).length
  const toggle = () => {
    const ids = new Set(open.map(({ id }) => id))
    onChoose?.(among === ids.size ? (chosen ?? ids).difference(ids) : ids.union(chosen ?? ids))
  }
  return (
    <section className="link-member">
      <h2 className="ds-heading" data-size="sm">
        {name}
      </h2>
      {chosen && open.length > 0 && (
        <label className="link-place check">
          <input
            type="checkbox"
            className="ds-input"
            checked={among === open.length}
            ref={(box) => {
              if (box) box.indeterminate = among > 0 && among < open.length
            }}
            onChange={toggle}
          />
          <span>
            <b>{t('link.member', { name })}</b>
            <span className="field-hint">{t('link.of', { open: among, total: open.length })}</span>
          </span>
        </label>
      )}
      <Kinds findings={findings} within {...(chosen && { chosen })} {...(onChoose && { onChoose })} />
    </section>
  )
}

/** What is wrong by kind, worst first: what to do about it, then where. `within` a member, whose name stands above. */
function Kinds({ findings, chosen, onChoose, within }: Props & { within?: boolean }) {
  const t = useText(findingsTexts)
  const Title = within ? 'h3' : 'h2'
  const Part = within ? 'h4' : 'h3'
  const groups = [...Map.groupBy(findings, ({ kind }) => kind).values()].sort(
    ([one], [other]) => rank(other!.severity) - rank(one!.severity),
  )
  const toggle = (id: Id<'fnd'>) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose?.(next)
  }
  return groups.map((group) => {
    const [first] = group
    const places = group.map((told) => (
      <li key={told.id}>
        <Place told={told} {...(chosen && !told.settled && { isChosen: chosen.has(told.id), onToggle: () => toggle(told.id) })} />
      </li>
    ))
    return (
      <section key={first!.kind} className="panel link-kind">
        <SeverityMark severity={first!.severity} />
        <Title className="ds-heading" data-size="xs">
          {first!.kindName}
        </Title>
        {first!.whatToDo.length > 0 && (
          <>
            <Part>{t('advice.doNow')}</Part>
            <ol>
              {first!.whatToDo.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </>
        )}
        <Part>{t('link.where', { count: group.length })}</Part>
        <ul className="link-places" data-choose={Boolean(chosen) || undefined}>
          {places.slice(0, shownPlaces)}
        </ul>
        {places.length > shownPlaces && (
          <details>
            <summary>{t('link.rest', { count: places.length - shownPlaces })}</summary>
            <ul className="link-places" data-choose={Boolean(chosen) || undefined}>
              {places.slice(shownPlaces)}
            </ul>
          </details>
        )}
      </section>
    )
  })
}

function Place({ told, isChosen, onToggle }: { told: Told; isChosen?: boolean; onToggle?: () => void }) {
  const t = useText(findingsTexts)
  const answer = answers.find((known) => known === told.answer)
  const said = (
    <span>
      <b>
        <AssetText text={told.assetText} />
      </b>
      <span className="field-hint">
        {t('link.seen', { sources: told.sources.join(', ') })} <TimeText at={told.lastSeen} />
      </span>
      {told.settled && <span className="field-hint">{t('link.settled')}</span>}
      {!told.settled && answer && (
        <span className="field-hint">
          {t('stands.answered', { answer: t(`answer.${answer}`) })}{' '}
          {told.answeredAt && <TimeText at={told.answeredAt} only="distance" />}
        </span>
      )}
    </span>
  )
  if (!onToggle) return <div className="link-place">{said}</div>
  return (
    <label className="link-place check">
      <input type="checkbox" className="ds-input" checked={isChosen ?? false} onChange={onToggle} />
      {said}
    </label>
  )
}

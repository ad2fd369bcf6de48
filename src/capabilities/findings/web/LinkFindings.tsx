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

/** What is wrong by kind, worst first: what to do about it, then where. `chosen`: each place may be left out of the answer. */
export function LinkFindings({
  findings,
  chosen,
  onChoose,
}: {
  findings: readonly Told[]
  chosen?: Chosen
  onChoose?: (chosen: Chosen) => void
}) {
  const t = useText(findingsTexts)
  const groups = [...Map.groupBy(findings, ({ kind }) => kind).values()].sort(
    ([one], [other]) => rank(other!.severity) - rank(one!.severity),
  )
  const several = new Set(findings.map(({ organisation }) => organisation.id)).size > 1
  const toggle = (id: Id<'fnd'>) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose?.(next)
  }
  return groups.map((group) => {
    const [first] = group
    const places = group.map((told) => (
      <li key={told.id}>
        <Place
          told={told}
          several={several}
          {...(chosen && !told.settled && { isChosen: chosen.has(told.id), onToggle: () => toggle(told.id) })}
        />
      </li>
    ))
    return (
      <section key={first!.kind} className="panel link-kind">
        <SeverityMark severity={first!.severity} />
        <h2 className="ds-heading" data-size="xs">
          {first!.kindName}
        </h2>
        {first!.whatToDo.length > 0 && (
          <>
            <h3>{t('advice.doNow')}</h3>
            <ol>
              {first!.whatToDo.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </>
        )}
        <h3>{t('link.where', { count: group.length })}</h3>
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

function Place({
  told,
  several,
  isChosen,
  onToggle,
}: {
  told: Told
  several: boolean
  isChosen?: boolean
  onToggle?: () => void
}) {
  const t = useText(findingsTexts)
  const answer = answers.find((known) => known === told.answer)
  const said = (
    <span>
      <b>
        <AssetText text={told.assetText} />
      </b>
      {several && <span className="whose">{told.organisation.name}</span>}
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

import { HourglassIcon } from '@navikt/aksel-icons'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { answerKey, answers, stream, useCall } from '#ui/api.ts'
import { tell } from '#ui/kit/Toast.tsx'
import { useText } from '#ui/text/text.ts'
import { type WorkLine, workApi } from '../contract.ts'
import { workTexts } from './texts.ts'
import { WorkItem } from './WorkItem.tsx'
import { nameOf, summaryOf } from './words.ts'
import './work.css'

const everySeconds = 60
const listKey = answerKey(workApi.list, {})

const isUnderWay = ({ endedAt }: WorkLine): boolean => endedAt === null

/**
 * Long work, in the header of every page: how much is under way, and behind the button how far each is. The team always has it, a member
 * when there is something in it. It listens while something is under way; otherwise it looks once a minute and after whatever is done here.
 */
export function WorkTray({ team }: { team: boolean }) {
  const t = useText(workTexts)
  const { data } = useCall(workApi.list, {}, { everySeconds, quiet: true })
  const [open, setOpen] = useState(false)
  const tray = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const work = data?.work ?? []
  const underWay = work.filter(isUnderWay).length
  useFollowing(underWay > 0)
  useSayingEnds(data?.work)
  useClosing(open, tray, (byKey) => {
    setOpen(false)
    if (byKey) button.current?.focus()
  })
  if (!data || (!team && work.length === 0 && !open)) return null
  return (
    <div ref={tray} className="work">
      <button
        ref={button}
        type="button"
        className="ds-button"
        data-variant="tertiary"
        aria-expanded={open}
        aria-controls="work-tray"
        aria-label={t('tray.label', { count: underWay, all: work.length })}
        title={t('tray.title')}
        onClick={() => setOpen(!open)}
      >
        <HourglassIcon aria-hidden="true" />
        {underWay > 0 && <span className="work-count">{underWay}</span>}
      </button>
      <section id="work-tray" className="work-tray" aria-label={t('tray.title')} hidden={!open}>
        {open && <Tray work={work} onDismissed={() => button.current?.focus()} />}
      </section>
    </div>
  )
}

function Tray({ work, onDismissed }: { work: readonly WorkLine[]; onDismissed: () => void }) {
  const t = useText(workTexts)
  return (
    <>
      <h2>{t('tray.title')}</h2>
      {work.length === 0 ? (
        <p className="faint">{t('tray.empty')}</p>
      ) : (
        <>
          {work.some(isUnderWay) && <p className="faint">{t('tray.leave')}</p>}
          <ul>
            {work.map((each) => (
              <WorkItem key={each.id} work={each} onDismissed={onDismissed} />
            ))}
          </ul>
        </>
      )}
    </>
  )
}

/** While something is under way, each change of it is shown when it happens. */
function useFollowing(active: boolean): void {
  useEffect(() => {
    if (!active) return
    const again = () => void answers.invalidateQueries({ queryKey: listKey })
    return stream(workApi.live, {}, (list) => answers.setQueryData([...listKey], list), again)
  }, [active])
}

/** What ends while the page is open is said once, wherever the reader is by then. */
function useSayingEnds(work: readonly WorkLine[] | undefined): void {
  const open = useRef(new Set<string>())
  useEffect(() => {
    if (!work) return
    for (const each of work)
      if (each.own && !isUnderWay(each) && open.current.has(each.id)) tell(`${nameOf(each)}: ${summaryOf(each)}`)
    open.current = new Set(work.filter(isUnderWay).map(({ id }) => id))
  }, [work])
}

/** Escape closes it, and going elsewhere with the pointer or the keyboard. */
function useClosing(open: boolean, tray: RefObject<HTMLDivElement | null>, close: (byKey: boolean) => void): void {
  const then = useRef(close)
  then.current = close
  useEffect(() => {
    if (!open) return
    const look = (event: Event) => {
      const { target } = event
      if (event instanceof KeyboardEvent) {
        if (event.key === 'Escape') then.current(true)
      } else if (target instanceof Node && target.isConnected && !tray.current?.contains(target)) then.current(false)
    }
    const kinds = ['pointerdown', 'focusin', 'keydown']
    for (const kind of kinds) document.addEventListener(kind, look)
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, look)
    }
  }, [open, tray])
}

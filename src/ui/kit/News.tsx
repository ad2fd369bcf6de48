import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { z } from 'zod'
import type { Endpoint } from '#domain/endpoint.ts'
import { utc } from '#domain/time.ts'
import { answers, stream } from '#ui/api.ts'
import { lostSince, watchLoss } from '#ui/live.ts'
import { useText } from '#ui/text/text.ts'
import { Button } from './Button.tsx'
import { TimeText } from './TimeText.tsx'
import { kitTexts } from './texts.ts'
import './news.css'

/** What has been heard since the reader last asked. */
export interface Heard<News> {
  news: News
  /** The connection was away for a while: nobody knows what happened then. */
  gap: boolean
  forget: () => void
}

const countsRestMs = 2_000

/**
 * Adds up what a stream tells while the page is open. `forget` begins anew with `start`, which may keep something of what was heard.
 * Numbers in the menu follow by themselves.
 */
export function useNews<E extends Endpoint, News>(
  endpoint: E,
  start: (heard: News | undefined) => News,
  add: (news: News, event: z.output<E['output']>) => News,
): Heard<News> {
  const [news, setNews] = useState<News>(() => start(undefined))
  const [gap, setGap] = useState(false)
  const how = useRef({ start, add })
  how.current = { start, add }
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined
    const stop = stream(
      endpoint,
      {} as z.input<E['input']>,
      (event) => {
        setNews((before) => how.current.add(before, event))
        soon ??= setTimeout(() => {
          soon = undefined
          void answers.invalidateQueries({ predicate: ({ meta }) => meta?.quiet === true })
        }, countsRestMs)
      },
      () => {
        setNews(() => how.current.start(undefined))
        setGap(true)
      },
    )
    return () => {
      clearTimeout(soon)
      stop()
    }
  }, [endpoint])
  const forget = useCallback(() => {
    setNews((heard) => how.current.start(heard))
    setGap(false)
  }, [])
  return { news, gap, forget }
}

const announcedAfterMs = 1_000

/**
 * Says what happened meanwhile in a line of its own height above a list, so that no row moves until the reader asks; and that nothing
 * is heard when the connection has been away for half a minute. Whoever listens hears it once, not at every further row.
 */
export function NewsLine({ said, gap, onShow }: { said: string | undefined; gap: boolean; onShow: () => void }) {
  const t = useText(kitTexts)
  const lost = useSyncExternalStore(watchLoss, lostSince)
  const what = said ?? (gap ? t('news.gap') : undefined)
  const speaks = lost !== undefined ? 'lost' : what !== undefined ? 'news' : undefined
  const [spoken, setSpoken] = useState<typeof speaks>()
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(speaks), announcedAfterMs)
    return () => clearTimeout(timer)
  }, [speaks])
  return (
    <div className="news" role="status" aria-live={speaks !== undefined && speaks === spoken ? 'off' : 'polite'}>
      {lost !== undefined ? (
        <span>
          {t('news.lost')} <TimeText at={utc(lost)} only="moment" />. {t('news.lost.next')}
        </span>
      ) : (
        what !== undefined && (
          <>
            <span>{what}</span>
            <Button look="tertiary" onClick={onShow}>
              {t('news.show')}
            </Button>
          </>
        )
      )}
    </div>
  )
}

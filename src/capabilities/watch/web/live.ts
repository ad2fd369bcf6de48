import { useCallback, useEffect, useState } from 'react'
import { answers, stream } from '#ui/api.ts'
import { watchApi } from '../contract.ts'

// Rows stay where they are until the reader asks: nothing that is about to be clicked moves.
answers.setQueryDefaults([watchApi.list.method, watchApi.list.path], { refetchOnWindowFocus: false, refetchOnReconnect: false })

interface News {
  /** Tasks raised since the queue was last brought up to date. */
  raised: number
  /** Somebody took, ended or woke something. */
  changed: boolean
}

/** What has happened since the queue was last brought up to date: `[news, forget]`. */
export function useNews(): [News, () => void] {
  const [told, setTold] = useState<{ open: number; raised: number }>()
  const [known, setKnown] = useState<{ open: number; raised: number }>()
  useEffect(
    () =>
      stream(watchApi.live, {}, (news) => {
        setTold(news)
        // After a reconnection it counts from the beginning: then nothing is known of the time between.
        setKnown((before) => (before === undefined || news.raised < before.raised ? news : before))
      }),
    [],
  )
  const news = { raised: (told?.raised ?? 0) - (known?.raised ?? 0), changed: told?.open !== known?.open }
  return [news, useCallback(() => setKnown(told), [told])]
}

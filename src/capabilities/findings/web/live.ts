import { useCallback, useEffect, useState } from 'react'
import { answers, stream } from '#ui/api.ts'
import { findingOpened, findingReopened, findingsApi, findingWithdrawn } from '../contract.ts'

// Rows stay where they are until the reader asks: coming back to the window must not move what is about to be clicked.
answers.setQueryDefaults([findingsApi.list.method, findingsApi.list.path], {
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
})

export interface News {
  opened: number
  reopened: number
  withdrawn: number
}

const none: News = { opened: 0, reopened: 0, withdrawn: 0 }
const fields: Record<string, keyof News> = {
  [findingOpened]: 'opened',
  [findingReopened]: 'reopened',
  [findingWithdrawn]: 'withdrawn',
}

/** What has happened since the list was opened or last brought up to date: `[news, forget]`. */
export function useNews(): [News, () => void] {
  const [news, setNews] = useState(none)
  useEffect(
    () =>
      stream(findingsApi.live, {}, ({ kind, count }) => {
        const field = fields[kind]
        if (field) setNews((before) => ({ ...before, [field]: before[field] + count }))
      }),
    [],
  )
  return [news, useCallback(() => setNews(none), [])]
}

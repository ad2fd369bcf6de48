import { answers } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { NewsLine, useNews } from '#ui/kit/News.tsx'
import { useText } from '#ui/text/text.ts'
import { findingOpened, findingReopened, findingsApi, findingWithdrawn } from '../contract.ts'
import { findingsTexts } from './texts.ts'

// Rows stay where they are until the reader asks: coming back to the window must not move what is about to be clicked.
for (const { method, path } of [findingsApi.list, findingsApi.operated])
  answers.setQueryDefaults([method, path], { refetchOnWindowFocus: false, refetchOnReconnect: false })

interface News {
  opened: number
  reopened: number
  withdrawn: number
}

const fields: Record<string, keyof News> = {
  [findingOpened]: 'opened',
  [findingReopened]: 'reopened',
  [findingWithdrawn]: 'withdrawn',
}

const nothing = (): News => ({ opened: 0, reopened: 0, withdrawn: 0 })

const withEvent = (news: News, { kind, count }: { kind: string; count: number }): News => {
  const field = fields[kind]
  return field ? { ...news, [field]: news[field] + count } : news
}

/** What has happened to findings since the list was opened or last brought up to date. */
export function NewsOfFindings({ onShow }: { onShow: () => void }) {
  const t = useText(findingsTexts)
  const [, change] = useAddress()
  const { news, gap, forget } = useNews(findingsApi.live, nothing, withEvent)
  const said = [
    news.opened > 0 && t('news.opened', { count: news.opened }),
    news.reopened > 0 && t('news.reopened', { count: news.reopened }),
    news.withdrawn > 0 && t('news.withdrawn', { count: news.withdrawn }),
  ].filter((each) => each !== false)
  const show = () => {
    forget()
    change({ after: undefined, trail: undefined })
    onShow()
  }
  return <NewsLine said={said.length > 0 ? t('news.since', { what: said.join(', ') }) : undefined} gap={gap} onShow={show} />
}

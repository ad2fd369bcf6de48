import { answers } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { NewsLine, useNews } from '#ui/kit/News.tsx'
import { useText } from '#ui/text/text.ts'
import { noticesApi } from '../contract.ts'
import { noticesTexts } from './texts.ts'

// Rows stay where they are until the reader asks: nothing that is about to be clicked moves.
answers.setQueryDefaults([noticesApi.list.method, noticesApi.list.path], {
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
})

/** How many were made since the reader began to listen, and of how many the reader knows. */
interface Made {
  known: number
  made: number
}

const upToDate = (heard: Made | undefined): Made => ({ known: heard?.made ?? 0, made: heard?.made ?? 0 })

const withMade = ({ known }: Made, { made }: { made: number }): Made => ({ known, made })

/** How many notices were made since the list was last brought up to date. */
export function NewsOfNotices({ onShow }: { onShow: () => void }) {
  const t = useText(noticesTexts)
  const [, change] = useAddress()
  const {
    news: { known, made },
    gap,
    forget,
  } = useNews(noticesApi.live, upToDate, withMade)
  const show = () => {
    forget()
    change({ after: undefined, trail: undefined })
    onShow()
  }
  return <NewsLine said={made > known ? t('news.made', { count: made - known }) : undefined} gap={gap} onShow={show} />
}

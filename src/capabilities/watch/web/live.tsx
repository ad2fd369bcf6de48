import { answers } from '#ui/api.ts'
import { useAddress } from '#ui/kit/address.ts'
import { NewsLine, useNews } from '#ui/kit/News.tsx'
import { useText } from '#ui/text/text.ts'
import { watchApi } from '../contract.ts'
import { watchTexts } from './texts.ts'

// Rows stay where they are until the reader asks: nothing that is about to be clicked moves.
answers.setQueryDefaults([watchApi.list.method, watchApi.list.path], { refetchOnWindowFocus: false, refetchOnReconnect: false })

/** How the queue stood when it was last brought up to date, and how it stands. */
interface Pulse {
  known?: { open: number; raised: number }
  told?: { open: number; raised: number }
}

const upToDate = (heard: Pulse | undefined): Pulse => (heard?.told ? { known: heard.told, told: heard.told } : {})

const withPulse = ({ known }: Pulse, told: { open: number; raised: number }): Pulse => ({ known: known ?? told, told })

/** What has happened in the queue since it was last brought up to date. */
export function NewsOfQueue({ onShow }: { onShow: () => void }) {
  const t = useText(watchTexts)
  const [, change] = useAddress()
  const {
    news: { known, told },
    gap,
    forget,
  } = useNews(watchApi.live, upToDate, withPulse)
  const raised = (told?.raised ?? 0) - (known?.raised ?? 0)
  const said = raised > 0 ? t('news.raised', { count: raised }) : told?.open !== known?.open ? t('news.changed') : undefined
  const show = () => {
    forget()
    change({ after: undefined, trail: undefined })
    onShow()
  }
  return <NewsLine said={said} gap={gap} onShow={show} />
}

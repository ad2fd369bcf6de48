import { ChevronLeftIcon, ChevronRightIcon } from '@navikt/aksel-icons'
import { useText } from '#ui/text/text.ts'
import { useAddress } from './address.ts'
import { Button } from './Button.tsx'
import { kitTexts } from './texts.ts'

const longestTrail = 30
const start = '-'

/** The keys of the pages before this one; `-` is the first page. */
export const readTrail = (text: string | undefined): readonly string[] => (text ? text.split('~') : [])

/** The trail after one step forwards; very old steps are forgotten, the way to the first page is not. */
export const extended = (trail: readonly string[], after: string | undefined): string =>
  [...trail, after ?? start].slice(-longestTrail).join('~')

/**
 * Goes by key to the next page and back again. `next` is what the server gave; the page stands in the address as
 * `after`, and the way back as `trail`, so that a copied address shows the same rows.
 */
export function Pager({ next }: { next: string | undefined }) {
  const t = useText(kitTexts)
  const [{ after, trail: written }, change] = useAddress()
  const trail = readTrail(written)
  const before = trail.at(-1)
  if (!next && !after) return null
  return (
    <nav className="pager" aria-label={t('pager.label')}>
      <Button look="secondary" disabled={!after} onClick={() => change({ after: undefined, trail: undefined })}>
        {t('pager.first')}
      </Button>
      <Button
        look="secondary"
        icon={<ChevronLeftIcon aria-hidden="true" />}
        disabled={!before}
        onClick={() => change({ after: before === start ? undefined : before, trail: trail.slice(0, -1).join('~') || undefined })}
      >
        {t('pager.previous')}
      </Button>
      <Button look="secondary" disabled={!next} onClick={() => change({ after: next, trail: extended(trail, after) })}>
        {t('pager.next')}
        <ChevronRightIcon aria-hidden="true" />
      </Button>
    </nav>
  )
}

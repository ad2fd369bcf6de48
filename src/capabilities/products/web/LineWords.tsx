import { TimeText } from '#ui/kit/TimeText.tsx'
import { useText } from '#ui/text/text.ts'
import type { ProductLine } from '../contract.ts'
import { productsTexts } from './texts.ts'

/** When a line was last seen and by whom, or when and why it ended. */
export function SeenText({ line }: { line: ProductLine }) {
  const t = useText(productsTexts)
  const who = (name: string | null) => name || t('by.team')
  return (
    <div>
      {line.endedAt ? (
        <>
          {t(`ended.${line.endedWhy ?? 'hand'}`)} <TimeText at={line.endedAt} only="distance" />
        </>
      ) : (
        <TimeText at={line.seenAt} only="distance" />
      )}
      <div className="faint">
        {t(`source.${line.source}`)} · {who(line.endedAt ? line.endedBy : line.seenBy)}
        {line.saidBy && ` · ${t('said.by', { who: line.saidBy })}`}
      </div>
    </div>
  )
}

/** The product and its version. */
export function ProductName({ line }: { line: Pick<ProductLine, 'product' | 'version'> }) {
  return (
    <>
      {line.product} {line.version && <b>{line.version}</b>}
    </>
  )
}

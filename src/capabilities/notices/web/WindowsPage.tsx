import { useText } from '#ui/text/text.ts'
import { Desk } from './Desk.tsx'
import { noticesTexts } from './texts.ts'
import { Windows } from './Windows.tsx'

/** Maintenance that is or will be, for one organisation or for everybody. */
export function WindowsPage() {
  const t = useText(noticesTexts)
  return (
    <Desk title={t('windows.title')} lead={t('windows.lead')}>
      <Windows />
      <p className="prose faint">{t('windows.freeze')}</p>
    </Desk>
  )
}

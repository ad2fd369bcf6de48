import { Definition } from '#ui/kit/Definition.tsx'
import { useText } from '#ui/text/text.ts'
import type { Service } from '../contract.ts'
import { servicesTexts } from './texts.ts'

/** What data a service handles, why and for how long: read before anybody says yes. */
export function Handles({ service: { handles, asks, contact } }: { service: Service }) {
  const t = useText(servicesTexts)
  return (
    <Definition
      items={[
        [t('handles.categories'), handles.categories],
        [t('handles.purpose'), handles.purpose],
        [t('handles.basis'), handles.basis],
        [t('handles.retention'), handles.retention],
        [t('handles.seenBy'), handles.seenBy],
        [t('handles.asks'), asks],
        [t('handles.contact'), contact],
      ]}
    />
  )
}

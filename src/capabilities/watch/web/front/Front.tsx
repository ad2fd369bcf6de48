import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { pictureApi } from '#capabilities/picture/contract.ts'
import { useCall } from '#ui/api.ts'
import { placeOf } from '#ui/kit/address.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { Section } from '#ui/kit/Page.tsx'
import { LazyMap } from '#ui/map/LazyMap.tsx'
import { useText } from '#ui/text/text.ts'
import { Changes } from './Changes.tsx'
import { Clocks } from './Clocks.tsx'
import { frontTexts } from './texts.ts'
import './front.css'

const refreshSeconds = 60

/** The watch: the queue, the country beside it, and the clocks that run. On a narrow screen one below the other. */
export function Front({ children }: { children: ReactNode }) {
  return (
    <div className="front">
      <div className="front-queue">{children}</div>
      <div className="front-country">
        <Country />
      </div>
      <div className="front-clocks">
        <Changes />
        <Clocks />
      </div>
    </div>
  )
}

/** The same map as on its own page, smaller. Its places keep where they are; only their colours change. */
function Country() {
  const t = useText(frontTexts)
  const navigate = useNavigate()
  const { data, error, refetch } = useCall(pictureApi.map, {}, { everySeconds: refreshSeconds })
  return (
    <Section title={t('country.title')} actions={<TextLink to="/map">{t('country.open')}</TextLink>}>
      {error && <FaultNotice fault={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p>
            <CountText
              parts={[
                { value: data.total.unsettled, what: t('country.unsettled') },
                { value: data.total.told, what: t('country.told'), of: data.total.unsettled },
              ]}
            />
          </p>
          <LazyMap
            compact
            places={data.rows.filter(({ form }) => form === 'municipality')}
            linkTo={(place) => `/map/${place}`}
            onOpen={(place) => void navigate(placeOf(`/map/${place}`))}
          />
        </>
      )}
    </Section>
  )
}

import { createContext, type ReactNode, useContext } from 'react'
import { useText } from '#ui/text/text.ts'
import { kitTexts } from './texts.ts'

/** Whom a member calls or writes to. */
export interface DeskOf {
  name: string
  address: string
  telephone: string
}

/** The desk of whoever reads; the apps give it. The team is its own desk and has none. */
export const OurDesk = createContext<DeskOf | undefined>(undefined)

/** Words that write to the desk; plain words while it is not known. */
export function WriteToDesk({ subject, children }: { subject?: string; children: ReactNode }) {
  const desk = useContext(OurDesk)
  if (!desk) return children
  return (
    <a className="ds-link" href={`mailto:${desk.address}${subject ? `?subject=${encodeURIComponent(subject)}` : ''}`}>
      {children}
    </a>
  )
}

/** Who helps, by telephone and by mail. */
export function DeskWays() {
  const t = useText(kitTexts)
  const desk = useContext(OurDesk)
  if (!desk) return null
  return (
    <>
      <span>{t('desk.help', { name: desk.name })}</span>{' '}
      {desk.telephone && (
        <>
          <a className="ds-link desk-way" href={`tel:${desk.telephone.replaceAll(/[^\d+]/g, '')}`}>
            {desk.telephone}
          </a>{' '}
          <span>{t('desk.or')}</span>{' '}
        </>
      )}
      <WriteToDesk>{desk.address}</WriteToDesk>
    </>
  )
}

/** Whom to ask when a colleague shall have a sign-in of their own. */
export function ForColleague({ organisation }: { organisation: string }) {
  const t = useText(kitTexts)
  const desk = useContext(OurDesk)
  if (!desk) return null
  return (
    <p className="prose">
      {t('desk.colleague')}{' '}
      <WriteToDesk subject={t('desk.colleague.subject', { name: organisation })}>
        {t('desk.colleague.write', { name: desk.name })}
      </WriteToDesk>
      .
    </p>
  )
}

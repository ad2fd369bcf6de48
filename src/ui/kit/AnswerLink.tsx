import { useEffect, useState } from 'react'
import { type Locale, locales } from '#domain/locale.ts'
import type { Utc } from '#domain/time.ts'
import { speak, useLocale } from '#ui/text/text.ts'
import { TimeText } from './TimeText.tsx'
import './answer-link.css'

const shortestToken = 20

/** The token of an answer link: it stands after `#`, so that it comes into no log. Nothing where the link is not whole. */
export function useLinkToken(): string | undefined {
  const [token, setToken] = useState(() => location.hash.slice(1))
  useEffect(() => {
    const changed = () => setToken(location.hash.slice(1))
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [])
  return token.length < shortestToken ? undefined : token
}

/** The page speaks the language of the notice; whoever wants another one chooses it here. */
export function Languages({ label }: { label: string }) {
  const shown = useLocale()
  return (
    <fieldset className="link-languages">
      <legend className="ds-sr-only">{label}</legend>
      {locales.map((each) => (
        <button key={each} type="button" lang={each} aria-pressed={each === shown} onClick={() => speak(each)}>
          {languages[each]}
        </button>
      ))}
    </fieldset>
  )
}

const languages: Record<Locale, string> = { nb: 'Bokmål', nn: 'Nynorsk', en: 'English' }

/** Whom to ask when in doubt, and until when the link works. */
export function LinkFoot({
  sender,
  expiresAt,
  ask,
  expires,
}: {
  sender: { name: string; telephone: string; address: string }
  expiresAt: Utc
  ask: string
  expires: string
}) {
  return (
    <footer className="link-foot faint">
      <p>{ask}</p>
      <p>
        {sender.telephone && (
          <>
            <a className="ds-link" href={`tel:${sender.telephone.replaceAll(/[^+\d]/g, '')}`}>
              {sender.telephone}
            </a>
            {' · '}
          </>
        )}
        <a className="ds-link" href={`mailto:${sender.address}`}>
          {sender.address}
        </a>
      </p>
      <p>
        {expires} <TimeText at={expiresAt} only="day" />
      </p>
    </footer>
  )
}

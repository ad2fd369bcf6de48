import { Link } from '@tanstack/react-router'
import { useCall } from '#ui/api.ts'
import { useText } from '#ui/text/text.ts'
import { demoApi } from '../contract.ts'
import { demoTexts } from './texts.ts'
import './demo.css'

/** Whether this is a demo; nothing until it is known. */
export function useIsDemo(): boolean | undefined {
  const { data, error } = useCall(demoApi.state, {})
  return data?.demo ?? (error ? false : undefined)
}

/**
 * Says on every page and every print that this is a demo; nothing in a real installation. The team gets the way to its mail, and
 * whoever is to sign in learns where the sign-ins are told.
 */
export function DemoBand({ for: reader }: { for: 'team' | 'sign-in' | 'others' }) {
  const t = useText(demoTexts)
  if (!useIsDemo()) return null
  return (
    <aside className="demo-band" aria-label={t('band.label')}>
      <span>{t('band.text')}</span>
      {reader === 'team' && <Link to="/demo/mail">{t('band.mail')}</Link>}
      {reader === 'sign-in' && (
        <span>
          {t('band.signIn')} <code>./varde demo sign-in</code>
        </span>
      )}
    </aside>
  )
}

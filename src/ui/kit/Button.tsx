import { Link } from '@tanstack/react-router'
import type { ButtonHTMLAttributes, ReactNode } from 'react'

import { placeOf } from './address.ts'

type Look = 'primary' | 'secondary' | 'tertiary'

/** A button says a verb with its object. While it works it cannot be pressed again. */
export function Button({
  look = 'primary',
  danger = false,
  busy = false,
  icon,
  children,
  disabled,
  ...rest
}: { look?: Look; danger?: boolean; busy?: boolean; icon?: ReactNode } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className="ds-button"
      data-variant={look}
      data-color={danger ? 'danger' : undefined}
      data-icon={icon && !children ? true : undefined}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      {...rest}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
}

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({
  to,
  look = 'secondary',
  icon,
  children,
}: {
  to: string
  look?: Look
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <Link {...placeOf(to)} className="ds-button" data-variant={look}>
      {icon}
      {children}
    </Link>
  )
}

/** A link in running text, to a page of our own; `to` may carry filters: `/findings?state=open`. */
export function TextLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link {...placeOf(to)} className="ds-link">
      {children}
    </Link>
  )
}

/** Something is being worked on; whoever shows it says in words what. */
export function Spinner() {
  return <span className="spinner" aria-hidden="true" />
}

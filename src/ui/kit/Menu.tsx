import { type ReactNode, useRef } from 'react'
import { Spinner } from './Button.tsx'
import './menu.css'

/** A button that opens a short list of choices. Escape, a choice, and leaving it close it. */
export function Menu({
  label,
  icon,
  busy = false,
  children,
}: {
  label: string
  icon?: ReactNode
  busy?: boolean
  children: ReactNode
}) {
  const menu = useRef<HTMLDetailsElement>(null)
  const button = useRef<HTMLElement>(null)
  const close = () => menu.current?.removeAttribute('open')
  return (
    <details
      ref={menu}
      className="menu"
      onBlur={({ relatedTarget, currentTarget }) => {
        if (!currentTarget.contains(relatedTarget)) close()
      }}
      onKeyDown={({ key }) => {
        if (key !== 'Escape') return
        close()
        button.current?.focus()
      }}
    >
      <summary ref={button} className="ds-button" data-variant="secondary" aria-busy={busy || undefined}>
        {busy ? <Spinner /> : icon}
        {label}
      </summary>
      <ul className="menu-list">{children}</ul>
    </details>
  )
}

/** A choice that does something. */
export function MenuButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <li>
      <button
        type="button"
        className="menu-choice"
        onClick={({ currentTarget }) => {
          currentTarget.closest('details')?.removeAttribute('open')
          onClick()
        }}
      >
        {children}
      </button>
    </li>
  )
}

/** A choice that gives a file. */
export function MenuFile({ href, children }: { href: string; children: ReactNode }) {
  return (
    <li>
      <a
        className="menu-choice"
        href={href}
        download
        onClick={({ currentTarget }) => currentTarget.closest('details')?.removeAttribute('open')}
      >
        {children}
      </a>
    </li>
  )
}

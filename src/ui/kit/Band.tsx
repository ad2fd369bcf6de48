import type { ReactNode } from 'react'
import './band.css'

/** Across a page: a state of the whole house that nobody may overlook, striped as a road that is closed. */
export function Band({
  icon,
  title,
  children,
  actions,
}: {
  icon: ReactNode
  title: string
  children: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="band" role="status">
      {icon}
      <div>
        <p className="notice-title">{title}</p>
        <p>{children}</p>
      </div>
      {actions}
    </div>
  )
}

import { Link } from '@tanstack/react-router'
import './views.css'

/** Pages about one thing that stand side by side: which one is shown, and the way to the others. */
export function LinkViews({
  label,
  links,
}: {
  label: string
  links: readonly { to: string; title: string; current: boolean }[]
}) {
  return (
    <nav className="views" aria-label={label}>
      <ul>
        {links.map(({ to, title, current }) => (
          <li key={to}>
            <Link
              to={to}
              className="view-link"
              activeOptions={{ exact: true, includeSearch: false }}
              activeProps={{}}
              aria-current={current ? 'page' : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

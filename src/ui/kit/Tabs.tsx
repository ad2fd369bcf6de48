import { type KeyboardEvent, type ReactNode, useId } from 'react'
import { useAddress } from './address.ts'

export interface Tab {
  key: string
  title: ReactNode
  panel: () => ReactNode
}

/** Views of one thing; which one is open stands in the address. Arrows move between them. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const id = useId()
  const [{ tab: wanted }, change] = useAddress()
  const at = Math.max(
    0,
    tabs.findIndex(({ key }) => key === wanted),
  )
  const open = tabs[at]
  const choose = (index: number) => {
    const tab = tabs[(index + tabs.length) % tabs.length]!
    change({ tab: tab.key }, { replace: true })
    document.getElementById(`${id}${tab.key}`)?.focus()
  }
  const move = ({ key }: KeyboardEvent) => {
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[key]
    if (target !== undefined) choose(target)
  }
  return (
    <div className="ds-tabs">
      <div role="tablist" aria-label={label} onKeyDown={move} tabIndex={-1}>
        {tabs.map(({ key, title }, index) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={id + key}
            aria-selected={index === at}
            aria-controls={`${id}panel`}
            tabIndex={index === at ? 0 : -1}
            onClick={() => choose(index)}
          >
            {title}
          </button>
        ))}
      </div>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the tabs pattern of ARIA lets the panel take the focus
        <div role="tabpanel" id={`${id}panel`} aria-labelledby={id + open.key} tabIndex={0}>
          {open.panel()}
        </div>
      )}
    </div>
  )
}

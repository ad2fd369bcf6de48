import { useEffect, useRef } from 'react'

const styles = /<style[^>]*>([\s\S]*?)<\/style>/g

/**
 * A mail as its reader sees it, in a frame that can run nothing and reach nothing. The content security policy of the house
 * allows no style inside a page, so the mail's own style sheet is handed to the frame's document instead. Its links lead nowhere;
 * with `follows` those to our own pages open beside, wherever this site stands.
 */
export function MailFrame({ title, html, follows = false }: { title: string; html: string; follows?: boolean }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const shown = () => {
    const inside = frame.current?.contentDocument
    const view = frame.current?.contentWindow as (Window & typeof globalThis) | null | undefined
    if (!inside || !view) return
    const sheet = new view.CSSStyleSheet()
    sheet.replaceSync(`${[...html.matchAll(styles)].map(([, css]) => css).join('\n')}\nhtml { overflow-y: hidden; }`)
    inside.adoptedStyleSheets = [sheet]
    // What is sent is read here, not followed: the answer link in it belongs to the recipient.
    for (const link of inside.querySelectorAll('a')) {
      const place = follows ? ownPlace(link.href) : undefined
      if (place) Object.assign(link, { href: place, target: '_blank', rel: 'noopener' })
      else link.removeAttribute('href')
    }
    measure(frame.current!)
  }
  useEffect(() => {
    let width: number | undefined
    const watch = new ResizeObserver(([entry]) => {
      const [before, now] = [width, entry!.contentRect.width]
      width = now
      if (before !== undefined && before !== now) measure(frame.current!)
    })
    watch.observe(frame.current!)
    return () => watch.disconnect()
  }, [])
  return (
    <iframe
      ref={frame}
      className="mail-frame"
      title={title}
      // No script may run in there; the same origin lets this page measure it and give it its style.
      sandbox={follows ? 'allow-same-origin allow-popups allow-popups-to-escape-sandbox' : 'allow-same-origin'}
      srcDoc={html.replace(styles, '')}
      onLoad={shown}
    />
  )
}

/** As high as what stands in it, at its width now. */
function measure(frame: HTMLIFrameElement): void {
  const inside = frame.contentDocument?.documentElement
  if (!inside) return
  // A document is never lower than its frame: only in a low one its own height shows.
  frame.style.height = '0'
  frame.style.height = `${inside.scrollHeight + frame.offsetHeight - frame.clientHeight}px`
}

/** Where a link of our mails leads on this site: the page of an answer, or a notice. */
function ownPlace(href: string): string | undefined {
  if (!URL.canParse(href)) return undefined
  const { pathname, hash } = new URL(href)
  return /^\/(answer|answer-warning|notices\/\w+)$/.test(pathname) ? `${location.origin}${pathname}${hash}` : undefined
}

/** The text of a mail as it was written, line by line. */
export const MailText = ({ text }: { text: string }) => <pre className="mail-text">{text}</pre>

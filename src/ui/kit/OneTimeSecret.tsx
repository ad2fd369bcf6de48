import { CopyButton } from './CopyButton.tsx'
import { Notice } from './Notice.tsx'
import './secret.css'

/** A password or token that is shown this once; whoever closes it cannot see it again. */
export function OneTimeSecret({ title, what, text, children }: { title: string; what: string; text: string; children: string }) {
  return (
    <Notice tone="warning" title={title}>
      <p>{children}</p>
      <p className="secret">
        <code>{text}</code>
        <CopyButton text={text} what={what} />
      </p>
    </Notice>
  )
}

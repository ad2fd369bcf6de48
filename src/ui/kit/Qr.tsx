import { useMemo } from 'react'
import { qrCode } from './qr.ts'
import './secret.css'

const quietModules = 4

/** A text as a QR code; `label` says what it is for whoever cannot see it. Too long a text is not drawn. */
export function Qr({ text, label }: { text: string; label: string }) {
  const code = useMemo(() => qrCode(text), [text])
  if (!code) return null
  const size = code.length + 2 * quietModules
  const path = code
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quietModules} ${y + quietModules}h1v1h-1z` : '')))
    .join('')
  return (
    // Dark on white in both schemes: that is what cameras read.
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

import { useEffect, useRef } from 'react'
import { TextField } from '#ui/kit/Form.tsx'

/** The code of the second factor. The step changed by itself: the keyboard follows, so that the code can be typed at once. */
export function CodeField({ label }: { label: string }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => frame.current?.querySelector('input')?.focus(), [])
  return (
    <div ref={frame} className="sign-in-code">
      <TextField name="code" label={label} inputMode="numeric" autoComplete="one-time-code" maxLength={10} />
    </div>
  )
}

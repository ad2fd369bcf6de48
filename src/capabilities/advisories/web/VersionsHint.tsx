import { useText } from '#ui/text/text.ts'
import { versionsAre } from '../rules-versions.ts'
import { advisoriesTexts } from './texts.ts'

/** Asks which versions are meant where nobody can read it; by them nobody is matched for certain. */
export default function VersionsHint({ versions }: { versions: string }) {
  const t = useText(advisoriesTexts)
  const isUnclear = versionsAre(versions.trim()) === 'unclear'
  return (
    <p role="status" className="field-hint">
      {isUnclear && t('product.versions.unclear')}
    </p>
  )
}

import { constituencies } from '#capabilities/members/contract.ts'
import { RsitClass, rsitClasses } from '#domain/rsit.ts'
import { severities } from '#domain/severity.ts'
import { Filters } from '#ui/kit/Filters.tsx'
import { kitTexts } from '#ui/kit/texts.ts'
import { useLocale, useText } from '#ui/text/text.ts'
import { pictureTexts } from './texts.ts'

/** What the map and its places are filtered by; the map also by name. */
export function MapFilters({ search = false }: { search?: boolean }) {
  const t = useText(pictureTexts)
  const kit = useText(kitTexts)
  const locale = useLocale()
  return (
    <Filters
      filters={[
        ...(search ? [{ kind: 'search', name: 'q', label: t('filter.q') } as const] : []),
        {
          kind: 'many',
          name: 'severity',
          label: t('filter.severity'),
          choices: severities.map((value) => ({ value, label: kit(`severity.${value}`) })),
        },
        {
          kind: 'many',
          name: 'class',
          label: t('filter.class'),
          choices: RsitClass.options.map((value) => ({ value, label: rsitClasses[value][locale] })),
        },
        {
          kind: 'one',
          name: 'constituency',
          label: t('filter.constituency'),
          choices: constituencies.map((value) => ({ value, label: t(`constituency.${value}`) })),
        },
      ]}
    />
  )
}

import { directoryApi } from '#capabilities/directory/contract.ts'
import type { Id } from '#domain/id.ts'
import { useCall } from '#ui/api.ts'
import { TextLink } from '#ui/kit/Button.tsx'
import { catalogue } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/text.ts'
import { useReader } from './reader.ts'

const texts = catalogue('members-directory', {
  nb: {
    'directory.of': 'Se tjenester og hvem som svarer for dem',
    'directory.ours': 'Se leverandører og ansvar',
    'directory.first.peer': '{{name}} leder. Ring dem først.',
    'directory.first.us': 'To team. Vi leder.',
    'directory.first.not-agreed': 'To team, og det er ikke avtalt hvem som leder.',
  },
  nn: {
    'directory.of': 'Sjå tenester og kven som svarer for dei',
    'directory.ours': 'Sjå leverandørar og ansvar',
    'directory.first.peer': '{{name}} leier. Ring dei først.',
    'directory.first.us': 'To team. Vi leier.',
    'directory.first.not-agreed': 'To team, og det er ikkje avtalt kven som leier.',
  },
  en: {
    'directory.of': 'See services and who answers for them',
    'directory.ours': 'See suppliers and responsibility',
    'directory.first.peer': '{{name}} leads. Call them first.',
    'directory.first.us': 'Two teams. We lead.',
    'directory.first.not-agreed': 'Two teams, and it is not agreed who leads.',
  },
})

/** The way to who answers for what in an organisation; to the team, with whom to call first where another team serves it, too. */
export function ToDirectory({ id }: { id: Id<'org'> }) {
  const t = useText(texts)
  const { team } = useReader()
  return (
    <p>
      <TextLink to={team ? `/directory/of/${id}` : `/directory/ours?organisation=${id}`}>
        {t(team ? 'directory.of' : 'directory.ours')}
      </TextLink>
      {team && <Lead id={id} />}
    </p>
  )
}

function Lead({ id }: { id: Id<'org'> }) {
  const t = useText(texts)
  const { data } = useCall(directoryApi.teams, { id })
  if (!data || data.peers.length === 0 || data.first === 'nobody') return null
  const name = (data.lead?.peer ?? data.peers[0])?.name ?? ''
  return (
    <>
      {' · '}
      <b>{t(`directory.first.${data.first}`, { name })}</b>
    </>
  )
}

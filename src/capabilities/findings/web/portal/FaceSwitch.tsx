import type { Me } from '#capabilities/access/contract.ts'
import { membersApi } from '#capabilities/members/contract.ts'
import { useAction } from '#ui/api.ts'
import { Button } from '#ui/kit/Button.tsx'
import { FaultNotice } from '#ui/kit/Notice.tsx'
import { useText } from '#ui/text/text.ts'
import { portalTexts } from './texts.ts'

/** From the simple front page to the full one and back, for all members of an organisation. Whoever only reads does not choose. */
export function FaceSwitch({ organisation, simple }: { organisation: Me['organisations'][number]; simple: boolean }) {
  const t = useText(portalTexts)
  const choose = useAction(membersApi.chooseFace)
  if (!organisation.roles.includes('member-security')) return null
  return (
    <footer className="now-face">
      {choose.error && <FaultNotice fault={choose.error} />}
      <Button
        look="tertiary"
        busy={choose.isPending}
        onClick={() => choose.mutate({ id: organisation.id, simple: !simple })}
        aria-describedby="face-for"
      >
        {t(simple ? 'face.full' : 'face.simple')}
      </Button>
      <span id="face-for" className="faint">
        {t('face.for', { name: organisation.name })}
      </span>
    </footer>
  )
}

import type { Texts } from '#domain/locale.ts'
import type { ProfileFacts } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })
/** Filled in by the team; said as *none* until then. */
const none = () => ({ nb: '', nn: '', en: '' })

/** What the profile says until the team writes its own. Addresses end in `.example` and nobody has a number, so that nothing is invented. */
export const usualFacts = (): ProfileFacts => ({
  constituency: 'health',
  name: 'HelseCERT',
  address: '',
  timeZone: 'Europe/Oslo (UTC+01:00, UTC+02:00)',
  telephone: '',
  fax: '',
  email: 'varsel@helsecert.example',
  otherTelecom: '',
  url: '',
  firstMembership: '',
  certMark: '',
  distribution: none(),
  hours: none(),
  teamMembers: t(
    'Vi oppgir ikke navn på dem som arbeider her. Skriv eller ring til vakten.',
    'Vi gjev ikkje opp namn på dei som arbeider her. Skriv eller ring til vakta.',
    'We do not publish the names of those who work here. Write to or call the duty officer.',
  ),
  other: none(),
  mission: t(
    'Vi hjelper helse- og omsorgssektoren med å forebygge, oppdage og håndtere digitale angrep.',
    'Vi hjelper helse- og omsorgssektoren med å førebyggje, oppdage og handtere digitale angrep.',
    'We help the health and care sector to prevent, detect and handle digital attacks.',
  ),
  constituencyText: none(),
  affiliation: none(),
  authority: t(
    'Vi gir råd og varsler. Virksomhetene avgjør selv hva de gjør i egne systemer.',
    'Vi gjev råd og varslar. Verksemdene avgjer sjølve kva dei gjer i eigne system.',
    'We advise and warn. The organisations themselves decide what is done in their systems.',
  ),
  incidentTypes: t(
    'Vi tar imot alle typer hendelser i egen sektor. Det som truer liv og helse går først.',
    'Vi tek imot alle typar hendingar i eigen sektor. Det som truar liv og helse går først.',
    'We take reports of every type of incident in our sector. What threatens life and health comes first.',
  ),
  cooperation: t(
    'Det du sender oss deler vi bare slik TLP-merkingen tillater (TLP 2.0). Umerket innhold behandler vi som TLP:AMBER+STRICT.',
    'Det du sender oss deler vi berre slik TLP-merkinga tillèt (TLP 2.0). Umerkt innhald handsamar vi som TLP:AMBER+STRICT.',
    'What you send us is shared only as its TLP label allows (TLP 2.0). Without a label we treat it as TLP:AMBER+STRICT.',
  ),
  communication: t(
    'Bruk nøkkelen i punkt 2.8 for alt som ikke bør leses av andre. Våre e-poster er signert med en nøkkel som står der.',
    'Bruk nøkkelen i punkt 2.8 for alt som ikkje bør lesast av andre. E-postane våre er signerte med ein nøkkel som står der.',
    'Use the key of section 2.8 for all that others should not read. Our mail is signed with a key that stands there.',
  ),
  triage: t(
    'Vi vurderer om hendelsen er ekte, hvor alvorlig den er, og hvem som er rammet.',
    'Vi vurderer om hendinga er ekte, kor alvorleg ho er, og kven som er råka.',
    'We assess whether the incident is real, how severe it is, and who is affected.',
  ),
  coordination: t(
    'Vi varsler dem som er rammet, og samordner med leverandører og andre responsmiljøer.',
    'Vi varslar dei som er råka, og samordnar med leverandørar og andre responsmiljø.',
    'We notify those affected, and coordinate with suppliers and other response teams.',
  ),
  resolution: t(
    'Vi gir råd om tiltak og følger opp til feilen er rettet.',
    'Vi gjev råd om tiltak og følgjer opp til feilen er retta.',
    'We advise on measures and follow up until the fault is fixed.',
  ),
  proactive: t(
    'Vi melder sårbare og kompromitterte tjenester til eierne, og deler råd og trusselbilder.',
    'Vi melder sårbare og kompromitterte tenester til eigarane, og deler råd og trusselbilete.',
    'We report vulnerable and compromised services to their owners, and share advice and threat pictures.',
  ),
  reporting: none(),
  disclaimers: t(
    'Vi er nøye med det vi sender ut, men tar ikke ansvar for feil eller mangler i det.',
    'Vi er nøye med det vi sender ut, men tek ikkje ansvar for feil eller manglar i det.',
    'We take care with what we send out, but assume no responsibility for errors or omissions in it.',
  ),
})

import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string) => ({ nb, nn, en })
const waitForTeam = t(
  'Vent til teamet har lagt vilkårene ut.',
  'Vent til teamet har lagt vilkåra ut.',
  'Wait until the team has published the terms.',
)

export const errors: ErrorTexts = {
  'not-a-member': {
    status: 409,
    message: t('Virksomheten er ikke medlem.', 'Verksemda er ikkje medlem.', 'The organisation is not a member.'),
    next: t('Be teamet om medlemskap.', 'Be teamet om medlemskap.', 'Ask the team for membership.'),
  },
  'no-terms': {
    status: 409,
    message: t('Vilkårene er ikke lagt ut ennå.', 'Vilkåra er ikkje lagde ut enno.', 'The terms have not been published yet.'),
    next: waitForTeam,
  },
  'terms-changed': {
    status: 409,
    message: t(
      'En annen versjon av vilkårene gjelder nå.',
      'Ein annan versjon av vilkåra gjeld no.',
      'Another version of the terms counts now.',
    ),
    next: t('Last siden på nytt og les den.', 'Last sida på nytt og les han.', 'Reload the page and read it.'),
  },
  'terms-same': {
    status: 422,
    message: t('Teksten er den samme som før.', 'Teksten er den same som før.', 'The text is the same as before.'),
    next: t(
      'Endre noe, eller la versjonen stå.',
      'Endre noko, eller la versjonen stå.',
      'Change something, or let the version stand.',
    ),
  },
  'valid-from-has-passed': {
    status: 422,
    message: t(
      'Vilkår kan ikke gjelde bakover i tid.',
      'Vilkår kan ikkje gjelde bakover i tid.',
      'Terms cannot count backwards in time.',
    ),
    next: t('Velg i dag eller en dag som kommer.', 'Vel i dag eller ein dag som kjem.', 'Choose today or a day to come.'),
  },
  'valid-from-too-early': {
    status: 422,
    message: t(
      'Forrige versjon begynner å gjelde senere enn dette.',
      'Førre versjon byrjar å gjelde seinare enn dette.',
      'The version before begins to count later than this.',
    ),
    next: t('Velg en senere dag.', 'Vel ein seinare dag.', 'Choose a later day.'),
  },
  'agreement-first': {
    status: 409,
    message: t(
      'Medlemsavtalen er ikke godtatt.',
      'Medlemsavtalen er ikkje godteken.',
      'The membership agreement is not accepted.',
    ),
    next: t('Les og godta avtalen først.', 'Les og godta avtalen først.', 'Read and accept the agreement first.'),
  },
  'contact-unknown': {
    status: 422,
    message: t(
      'Kontakten hører ikke til virksomheten.',
      'Kontakten høyrer ikkje til verksemda.',
      'The contact is not of the organisation.',
    ),
    next: t('Velg en av kontaktene deres.', 'Vel ein av kontaktane dykkar.', 'Choose one of your contacts.'),
  },
  'targets-missing': {
    status: 422,
    message: t(
      'Tjenesten trenger et nett eller domene.',
      'Tenesta treng eit nett eller domene.',
      'The service needs a network or domain.',
    ),
    next: t('Skriv minst ett.', 'Skriv minst eitt.', 'Enter at least one.'),
  },
  'no-targets-here': {
    status: 422,
    message: t(
      'Tjenesten tar ikke nett eller domener.',
      'Tenesta tek ikkje nett eller domene.',
      'The service takes no networks or domains.',
    ),
    next: t('La feltet stå tomt.', 'La feltet stå tomt.', 'Leave the field empty.'),
  },
  'not-consented': {
    status: 409,
    message: t(
      'Det er ikke noe samtykke å trekke.',
      'Det er ikkje noko samtykke å trekkje.',
      'There is no consent to take back.',
    ),
    next: t('Last siden på nytt.', 'Last sida på nytt.', 'Reload the page.'),
  },
  'not-enrolled': {
    status: 409,
    message: t('Dere har ikke tjenesten.', 'De har ikkje tenesta.', 'You do not have the service.'),
    next: t('Godta vilkårene først.', 'Godta vilkåra først.', 'Accept the terms first.'),
  },
  'reason-missing': {
    status: 422,
    message: t('Dette trenger en grunn.', 'Dette treng ein grunn.', 'This needs a reason.'),
    next: t('Skriv grunnen; medlemmet leser den.', 'Skriv grunnen; medlemmen les han.', 'Write the reason; the member reads it.'),
  },
  'until-missing': {
    status: 422,
    message: t(
      'Det som ikke er oppfylt, trenger en dato.',
      'Det som ikkje er oppfylt, treng ein dato.',
      'What is not met needs a day.',
    ),
    next: t('Skriv når det er på plass.', 'Skriv når det er på plass.', 'Say when it will be there.'),
  },
  'day-has-passed': {
    status: 422,
    message: t('Datoen har allerede vært.', 'Datoen har alt vore.', 'The day has passed already.'),
    next: t('Velg en dato som kommer.', 'Vel ein dato som kjem.', 'Choose a day to come.'),
  },
  'done-in-future': {
    status: 422,
    message: t(
      'Vurderingen kan ikke være gjort i framtiden.',
      'Vurderinga kan ikkje vere gjord i framtida.',
      'The assessment cannot be of a day to come.',
    ),
    next: t('Velg dagen da den ble gjort.', 'Vel dagen då ho vart gjord.', 'Choose the day on which it was made.'),
  },
  'demands-unanswered': {
    status: 409,
    message: t('Minstekravene er ikke besvart.', 'Minstekrava er ikkje svara på.', 'The minimum demands are not answered.'),
    next: t('Svar på alle kravene først.', 'Svar på alle krava først.', 'Answer all of them first.'),
  },
  'not-shared': {
    status: 409,
    message: t(
      'Vurderingen er ikke delt med dette nummeret.',
      'Vurderinga er ikkje delt med dette nummeret.',
      'The assessment is not shared with this number.',
    ),
    next: t('Last siden på nytt.', 'Last sida på nytt.', 'Reload the page.'),
  },
}

import type { Texts } from '#domain/locale.ts'
import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What the history, the hierarchy and the undo of the register may answer. */
export const registerErrors = {
  'number-replaced': {
    status: 409,
    message: t(
      'Dette nummeret er byttet ut. Det som gjelder nå, er:',
      'Dette nummeret er bytt ut. Det som gjeld no, er:',
      'This number has been replaced. The one that is valid now is:',
    ),
    next: t('Bruk det nye nummeret.', 'Bruk det nye nummeret.', 'Use the new number.'),
  },
  'period-ahead': {
    status: 422,
    message: t(
      'Et tidligere navn eller nummer kan ikke gjelde fram i tid.',
      'Eit tidlegare namn eller nummer kan ikkje gjelde fram i tid.',
      'A former name or number cannot be valid in the future.',
    ),
    next: t('Velg en sluttdag som er passert.', 'Vel ein sluttdag som er passert.', 'Choose a last day that has passed.'),
  },
  'former-overlaps': {
    status: 409,
    message: t(
      'Perioden overlapper et annet tidligere navn eller nummer:',
      'Perioden overlappar eit anna tidlegare namn eller nummer:',
      'The period overlaps another former name or number:',
    ),
    next: t('Rett en av datoene.', 'Rett ein av datoane.', 'Correct one of the dates.'),
  },
  'successor-unknown': {
    status: 422,
    message: t(
      'Virksomheten som skal ta over, finnes ikke i registeret.',
      'Verksemda som skal ta over, finst ikkje i registeret.',
      'The organisation that takes over is not in the register.',
    ),
    next: t('Legg den inn først.', 'Legg ho inn først.', 'Add it first.'),
  },
  'successor-same': {
    status: 422,
    message: t(
      'En virksomhet kan ikke ta over etter seg selv.',
      'Ei verksemd kan ikkje ta over etter seg sjølv.',
      'An organisation cannot take over from itself.',
    ),
    next: t('Velg en annen virksomhet.', 'Vel ei anna verksemd.', 'Choose another organisation.'),
  },
  'successor-gone': {
    status: 409,
    message: t(
      'Virksomheten som skal ta over, er borte. Den som har tatt over etter den, er:',
      'Verksemda som skal ta over, er borte. Den som har teke over etter henne, er:',
      'The organisation that should take over is gone. The one in its place is:',
    ),
    next: t('Velg en virksomhet som finnes.', 'Vel ei verksemd som finst.', 'Choose an organisation that exists.'),
  },
  'succeeded-already': {
    status: 409,
    message: t('En annen har alt tatt over:', 'Ei anna har alt teke over:', 'Another has taken over already:'),
    next: t('Angre det først, om det var feil.', 'Angre det først, om det var feil.', 'Undo that first if it was wrong.'),
  },
  'day-ahead': {
    status: 422,
    message: t('Dagen ligger fram i tid.', 'Dagen ligg fram i tid.', 'The day lies in the future.'),
    next: t('Registrer det når det har skjedd.', 'Registrer det når det har skjedd.', 'Record it when it has happened.'),
  },
  'undone-already': {
    status: 409,
    message: t('Dette er angret før.', 'Dette er angra før.', 'This was undone before.'),
    next: t('Last siden på nytt.', 'Last sida på nytt.', 'Load the page again.'),
  },
  'undo-too-late': {
    status: 409,
    message: t('Fristen for å angre er ute.', 'Fristen for å angre er ute.', 'The time to undo this has passed.'),
    next: t('Rett virksomhetene én for én.', 'Rett verksemdene éi for éi.', 'Correct the organisations one by one.'),
  },
  'undo-not-last': {
    status: 409,
    message: t(
      'En nyere import av samme liste står i veien:',
      'Ein nyare import av same lista står i vegen:',
      'A later import of the same list stands in the way:',
    ),
    next: t('Angre den nyeste først.', 'Angre den nyaste først.', 'Undo the latest one first.'),
  },
  'undo-changed-since': {
    status: 409,
    message: t(
      'Ingenting er angret. Dette er endret siden:',
      'Ingenting er angra. Dette er endra sidan:',
      'Nothing was undone. These have changed since:',
    ),
    next: t('Rett virksomhetene én for én.', 'Rett verksemdene éi for éi.', 'Correct the organisations one by one.'),
  },
} as const satisfies ErrorTexts

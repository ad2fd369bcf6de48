import type { Texts } from '#domain/locale.ts'
import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })
const again = t('Rett teksten og prøv igjen.', 'Rett teksten og prøv igjen.', 'Correct the text and try again.')

/** What this room may answer beside the house's own errors and those of the register. */
export const errors = {
  'claim-is-url': {
    status: 422,
    message: t(
      'Dette er en nettadresse. Skriv bare domenet:',
      'Dette er ei nettadresse. Skriv berre domenet:',
      'This is a web address. Write the domain only:',
    ),
    next: again,
  },
  'claim-is-mail': {
    status: 422,
    message: t(
      'Dette er en e-postadresse. Skriv bare domenet:',
      'Dette er ei e-postadresse. Skriv berre domenet:',
      'This is a mail address. Write the domain only:',
    ),
    next: again,
  },
  'claim-is-wildcard': {
    status: 422,
    message: t(
      'Et domene gjelder alt under seg. Skriv det uten stjerne:',
      'Eit domene gjeld alt under seg. Skriv det utan stjerne:',
      'A domain covers everything below it. Write it without the star:',
    ),
    next: again,
  },
  'claim-special-network': {
    status: 422,
    message: t(
      'Disse adressene er satt av til et bestemt formål og hører ikke til noen:',
      'Desse adressene er sette av til eit bestemt føremål og høyrer ikkje til nokon:',
      'These addresses are reserved for a purpose and belong to nobody:',
    ),
    next: t(
      'Skriv nettet dere bruker mot internett.',
      'Skriv nettet de bruker mot internett.',
      'Write the network that you use towards the internet.',
    ),
  },
  'claim-special-asn': {
    status: 422,
    message: t(
      'Dette AS-nummeret er satt av til privat bruk og hører ikke til noen.',
      'Dette AS-nummeret er sett av til privat bruk og høyrer ikkje til nokon.',
      'This AS number is reserved for private use and belongs to nobody.',
    ),
    next: t(
      'Skriv nummeret som registeret har gitt dere.',
      'Skriv nummeret som registeret har gitt dykk.',
      'Write the number that the registry gave you.',
    ),
  },
  'claim-special-name': {
    status: 422,
    message: t(
      'Dette navnet gjelder bare inne i et nett. Ingen kan eie det på internett.',
      'Dette namnet gjeld berre inne i eit nett. Ingen kan eige det på internett.',
      'This name is only for use inside a network. Nobody can own it on the internet.',
    ),
    next: t(
      'Skriv domenet som er registrert for dere.',
      'Skriv domenet som er registrert for dykk.',
      'Write the domain that is registered for you.',
    ),
  },
  'period-over': {
    status: 422,
    message: t('Perioden er allerede over.', 'Perioden er alt over.', 'The period is over already.'),
    next: t('Velg en dato som kommer.', 'Vel ein dato som kjem.', 'Choose a day to come.'),
  },
  'period-too-long': {
    status: 422,
    message: t('Dette varer lenger enn fem år.', 'Dette varer lenger enn fem år.', 'This lasts longer than five years.'),
    next: t('Velg en tidligere dato.', 'Vel ein tidlegare dato.', 'Choose an earlier day.'),
  },
  'claim-overlaps': {
    status: 409,
    message: t(
      'Dere har allerede et krav på dette, for en annen tid som overlapper.',
      'De har alt eit krav på dette, for ei anna tid som overlappar.',
      'You claim this already, for another time that overlaps.',
    ),
    next: t('Trekk det kravet først.', 'Trekk det kravet først.', 'Withdraw that claim first.'),
  },
  'claim-is-over': {
    status: 409,
    message: t('Kravet er avsluttet.', 'Kravet er avslutta.', 'The claim is over.'),
    next: t('Lag et nytt krav.', 'Lag eit nytt krav.', 'Make a new claim.'),
  },
  'no-dns-name': {
    status: 422,
    message: t(
      'Dette har ikke et eget navn i DNS, så det kan ikke bevises der.',
      'Dette har ikkje eit eige namn i DNS, så det kan ikkje provast der.',
      'This has no name of its own in DNS, so it cannot be proven there.',
    ),
    next: t(
      'Bruk et register, eller be teamet kontrollere det.',
      'Bruk eit register, eller be teamet kontrollere det.',
      'Use a registry, or ask the team to verify it.',
    ),
  },
  'checked-just-now': {
    status: 429,
    message: t('Vi så nettopp etter.', 'Vi såg nett etter.', 'We looked just now.'),
    next: t('Vent ti sekunder og prøv igjen.', 'Vent ti sekund og prøv igjen.', 'Wait ten seconds and try again.'),
  },
  'not-an-offered-address': {
    status: 422,
    message: t(
      'Til denne adressen sender vi ingen kode.',
      'Til denne adressa sender vi ingen kode.',
      'We send no code to this address.',
    ),
    next: t('Velg en av adressene i listen.', 'Vel ei av adressene i lista.', 'Choose one of the addresses in the list.'),
  },
  'too-many-codes': {
    status: 429,
    message: t(
      'Det er sendt mange koder det siste døgnet.',
      'Det er sendt mange kodar det siste døgnet.',
      'Many codes were sent within a day.',
    ),
    next: t(
      'Prøv igjen i morgen, eller bevis det i DNS.',
      'Prøv igjen i morgon, eller prov det i DNS.',
      'Try again tomorrow, or prove it in DNS.',
    ),
  },
  'no-code': {
    status: 409,
    message: t('Ingen kode gjelder nå.', 'Ingen kode gjeld no.', 'No code is valid now.'),
    next: t('Be om en ny kode.', 'Be om ein ny kode.', 'Ask for a new code.'),
  },
  'wrong-mail-code': {
    status: 422,
    message: t('Koden er feil.', 'Koden er feil.', 'The code is wrong.'),
    next: t(
      'Skriv koden slik den står i e-posten.',
      'Skriv koden slik han står i e-posten.',
      'Write the code as it stands in the mail.',
    ),
  },
  'not-confirmed-owner': {
    status: 422,
    message: t(
      'Dere kan bare gi videre det dere selv eier og har bevist.',
      'De kan berre gje vidare det de sjølve eig og har prova.',
      'You can hand on only what you own and have proven.',
    ),
    next: t('Bevis at dere eier det først.', 'Prov at de eig det først.', 'Prove first that you own it.'),
  },
  'own-operator': {
    status: 422,
    message: t('Dette er deres eget nummer.', 'Dette er dykkar eige nummer.', 'This is your own number.'),
    next: t(
      'Skriv nummeret til den som drifter.',
      'Skriv nummeret til den som driftar.',
      'Write the number of whoever operates it.',
    ),
  },
  'already-decided': {
    status: 409,
    message: t('Tvisten er allerede avgjort.', 'Tvisten er alt avgjord.', 'The dispute has been decided already.'),
    next: t('Les avgjørelsen på siden.', 'Les avgjerda på sida.', 'Read the decision on the page.'),
  },
  'said-names-a-side': {
    status: 422,
    message: t(
      'Teksten til partene nevner en av dem:',
      'Teksten til partane nemner ein av dei:',
      'The text for the sides names one of them:',
    ),
    next: t(
      'Skriv den uten navn. Ingen av partene skal få vite hvem den andre er.',
      'Skriv han utan namn. Ingen av partane skal få vite kven den andre er.',
      'Write it without names. Neither side is to know who the other is.',
    ),
  },
  'not-decided': {
    status: 409,
    message: t(
      'Ingen har avgjort denne tvisten, så det er ingenting å ta tilbake.',
      'Ingen har avgjort denne tvisten, så det er ingenting å ta tilbake.',
      'Nobody has decided this dispute, so there is nothing to take back.',
    ),
    next: t('Last siden på nytt.', 'Last sida på nytt.', 'Load the page again.'),
  },
  'settled-too-long-ago': {
    status: 409,
    message: t(
      'Avgjørelsen er eldre enn ti minutter, og partene kan ha fått vite om den.',
      'Avgjerda er eldre enn ti minutt, og partane kan ha fått vite om ho.',
      'The decision is older than ten minutes, and the sides may have been told.',
    ),
    next: t(
      'Avgjør kravene på nytt hver for seg, og si fra til partene.',
      'Avgjer krava på nytt kvar for seg, og sei frå til partane.',
      'Decide the claims again one by one, and tell the sides.',
    ),
  },
  'changed-since-settled': {
    status: 409,
    message: t(
      'Avgjørelsen står. Dette kravet er endret siden:',
      'Avgjerda står. Dette kravet er endra sidan:',
      'The decision stands. This claim has changed since:',
    ),
    next: t('Avgjør kravene hver for seg.', 'Avgjer krava kvar for seg.', 'Decide the claims one by one.'),
  },
  'part-outside': {
    status: 422,
    message: t(
      'Denne delen ligger ikke inne i det som kreves:',
      'Denne delen ligg ikkje inne i det som blir kravd:',
      'This part does not lie inside what is claimed:',
    ),
    next: t(
      'Skriv mindre nett eller underdomener.',
      'Skriv mindre nett eller underdomene.',
      'Write smaller networks or domains below.',
    ),
  },
  'no-parts': {
    status: 422,
    message: t('Ingen del er skrevet.', 'Ingen del er skriven.', 'No part was written.'),
    next: t('Skriv minst én del.', 'Skriv minst éin del.', 'Write at least one part.'),
  },
  'snapshot-empty': {
    status: 422,
    message: t(
      'Det står ingen objekter i filen. Ingenting er endret.',
      'Det står ingen objekt i fila. Ingenting er endra.',
      'There are no objects in the file. Nothing was changed.',
    ),
    next: t('Hent utdraget på nytt.', 'Hent utdraget på nytt.', 'Fetch the snapshot again.'),
  },
  'snapshot-cut-off': {
    status: 422,
    message: t(
      'Filen slutter midt i en linje. Ingenting er endret. Så mange bevis ville den ha avsluttet:',
      'Fila sluttar midt i ei linje. Ingenting er endra. Så mange prov ville ho ha avslutta:',
      'The file ends in the middle of a line. Nothing was changed. So many proofs it would have ended:',
    ),
    next: t(
      'Hent utdraget på nytt. Er det helt likevel, les det inn med «force».',
      'Hent utdraget på nytt. Er det heilt likevel, les det inn med «force».',
      'Fetch the snapshot again. If it is whole after all, read it with “force”.',
    ),
  },
  'snapshot-ends-many': {
    status: 422,
    message: t(
      'Utdraget ville ha avsluttet mer enn en tidel av bevisene fra det forrige. Ingenting er endret. Så mange:',
      'Utdraget ville ha avslutta meir enn ein tidel av prova frå det førre. Ingenting er endra. Så mange:',
      'The snapshot would have ended more than a tenth of the proofs of the last one. Nothing was changed. So many:',
    ),
    next: t(
      'Se etter at filen er hel og den rette. Er den det, les den inn med «force».',
      'Sjå etter at fila er heil og den rette. Er ho det, les ho inn med «force».',
      'Look whether the file is whole and the right one. If it is, read it with “force”.',
    ),
  },
} as const satisfies ErrorTexts

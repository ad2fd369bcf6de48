import { type Id, toId } from '#domain/id.ts'
import type { AdviceContent, AdviceText } from './contract.ts'

/** An id of its own for each, so that the library takes each in once and no more; the list begins with the highest. */
const idOfFirst = (number: number): Id<'adb'> => toId('adb', `0193ad0b-0000-7000-8000-00000000000${number}`)

const principles = (...ids: string[]): AdviceContent['references'] => ids.map((id) => ({ kind: 'principle', id }))
const block = (
  number: number,
  topic: AdviceContent['topic'],
  references: AdviceContent['references'],
  texts: Record<'nb' | 'nn' | 'en', AdviceText>,
) => ({ id: idOfFirst(number), topic, texts, references, why: 'De sju anbefalte tiltakene' })

/** The seven measures that every organisation of the sector is recommended first, in our own words. */
export const firstBlocks: readonly (AdviceContent & { id: Id<'adb'>; why: string })[] = [
  block(7, 'updates', principles('2.3.1', '2.1.2'), {
    nb: {
      title: 'Oppdater programmer og utstyr',
      text: `De fleste innbrudd bruker feil som det finnes en rettelse for. Den som oppdaterer raskt, stenger døren før noen prøver den.

- Slå på automatisk oppdatering på PC-er, telefoner og nettlesere.
- Oppdater alt som kan nås fra internett innen to døgn når feilen er kritisk.
- Ha en liste over utstyr og programmer, og hvem som oppdaterer hva.
- Bytt ut det leverandøren ikke lenger lager rettelser til.
- Skill av det som ikke kan oppdateres, i et eget nett uten vei til internett.`,
    },
    nn: {
      title: 'Oppdater program og utstyr',
      text: `Dei fleste innbrot nyttar feil som det finst ei retting for. Den som oppdaterer snøgt, stengjer døra før nokon prøver ho.

- Slå på automatisk oppdatering på PC-ar, telefonar og nettlesarar.
- Oppdater alt som kan nåast frå internett innan to døgn når feilen er kritisk.
- Ha ei liste over utstyr og program, og kven som oppdaterer kva.
- Byt ut det leverandøren ikkje lenger lagar rettingar til.
- Skil av det som ikkje kan oppdaterast, i eit eige nett utan veg til internett.`,
    },
    en: {
      title: 'Update programs and equipment',
      text: `Most break-ins use faults that have already been mended. Whoever updates quickly closes the door before anybody tries it.

- Turn on automatic updates on computers, telephones and browsers.
- Update whatever can be reached from the internet within two days when the fault is critical.
- Keep a list of equipment and programs, and of who updates what.
- Replace what its supplier no longer mends.
- Put what cannot be updated in a network of its own, without a way to the internet.`,
    },
  }),
  block(6, 'admin-accounts', principles('2.6.5', '2.6.4', '2.2.6'), {
    nb: {
      title: 'Beskytt administratorkontoene',
      text: `Den som får tak i en administratorkonto, eier alt den kan nå. Slike kontoer må være få, og aldri brukes til e-post og nettlesing.

- Gi hver administrator to kontoer: én til daglig arbeid og én til drift.
- Ta bort administratorrettigheter fra vanlige brukere på egen PC.
- Krev innlogging i to trinn på alle administratorkontoer.
- Drift fra egne maskiner som ikke brukes til noe annet.
- Gå gjennom listen over administratorer hvert kvartal, og fjern dem som ikke trenger det.`,
    },
    nn: {
      title: 'Vern administratorkontoane',
      text: `Den som får tak i ein administratorkonto, eig alt han kan nå. Slike kontoar må vere få, og aldri brukast til e-post og nettlesing.

- Gje kvar administrator to kontoar: éin til dagleg arbeid og éin til drift.
- Ta bort administratorrettane frå vanlege brukarar på eigen PC.
- Krev innlogging i to trinn på alle administratorkontoar.
- Drift frå eigne maskiner som ikkje blir brukte til noko anna.
- Gå gjennom lista over administratorar kvart kvartal, og fjern dei som ikkje treng det.`,
    },
    en: {
      title: 'Protect administrator accounts',
      text: `Whoever gets hold of an administrator account owns all that it reaches. Such accounts must be few, and never used for mail and browsing.

- Give each administrator two accounts: one for daily work and one for administration.
- Take administrator rights on their own computers away from ordinary users.
- Require two-step sign-in for every administrator account.
- Administer from machines that are used for nothing else.
- Go through the list of administrators every quarter, and remove those who do not need it.`,
    },
  }),
  block(5, 'allow-listing', principles('2.3.2', '2.3.8'), {
    nb: {
      title: 'La bare kjente programmer starte',
      text: `Skadevare er et program som ingen har godkjent. Når bare godkjente programmer kan starte, stopper den før den gjør skade.

- Slå på kontroll av programmer i operativsystemet, først i en modus som bare logger.
- Tillat programmer etter hvem som har signert dem, heller enn etter filnavn.
- Stopp programmer som ligger i mapper der brukeren selv kan skrive.
- Stopp makroer i dokumenter som kommer fra internett.
- Gå over til å stoppe når loggen har vært rolig i noen uker.`,
    },
    nn: {
      title: 'La berre kjende program starte',
      text: `Skadevare er eit program som ingen har godkjent. Når berre godkjende program kan starte, stoppar ho før ho gjer skade.

- Slå på kontroll av program i operativsystemet, først i ein modus som berre loggar.
- Tillat program etter kven som har signert dei, heller enn etter filnamn.
- Stopp program som ligg i mapper der brukaren sjølv kan skrive.
- Stopp makroar i dokument som kjem frå internett.
- Gå over til å stoppe når loggen har vore roleg i nokre veker.`,
    },
    en: {
      title: 'Let only known programs start',
      text: `Malware is a program that nobody has approved. When only approved programs can start, it stops before it does harm.

- Turn on program control in the operating system, at first in a mode that only logs.
- Allow programs by who has signed them rather than by the names of their files.
- Stop programs in folders to which users themselves can write.
- Stop macros in documents that come from the internet.
- Begin to stop programs when the log has been quiet for some weeks.`,
    },
  }),
  block(
    4,
    'mail',
    [...principles('2.8.1'), { kind: 'link', title: 'RFC 7489: DMARC', url: 'https://www.rfc-editor.org/rfc/rfc7489' }],
    {
      nb: {
        title: 'Hindre at andre sender e-post i deres navn',
        text: `Uten DMARC kan hvem som helst sende e-post som ser ut til å komme fra dere. DMARC er en oppføring i navnetjenesten som ber mottakere avvise slikt.

- Finn alle som sender e-post for dere, også lønn, påminnelser og nyhetsbrev.
- Sett opp SPF og DKIM for hver av dem. De viser hvem som har lov, og at brevet er ekte.
- Legg ut DMARC som bare rapporterer, og les rapportene i noen uker.
- Øk til karantene, og deretter til avvisning.
- Legg ut avvisning med en gang for domener som aldri sender e-post.`,
      },
      nn: {
        title: 'Hindre at andre sender e-post i namnet dykkar',
        text: `Utan DMARC kan kven som helst sende e-post som ser ut til å kome frå dykk. DMARC er ei oppføring i namnetenesta som bed mottakarar avvise slikt.

- Finn alle som sender e-post for dykk, òg løn, påminningar og nyheitsbrev.
- Set opp SPF og DKIM for kvar av dei. Dei viser kven som har lov, og at brevet er ekte.
- Legg ut DMARC som berre rapporterer, og les rapportane i nokre veker.
- Auk til karantene, og deretter til avvising.
- Legg ut avvising med ein gong for domene som aldri sender e-post.`,
      },
      en: {
        title: 'Keep others from sending mail in your name',
        text: `Without DMARC, anybody can send mail that seems to come from you. DMARC is an entry in the name service that asks receivers to reject such mail.

- Find everybody who sends mail for you, also payroll, reminders and newsletters.
- Set up SPF and DKIM for each of them. They show who may send, and that a letter is genuine.
- Publish DMARC that only reports, and read the reports for some weeks.
- Raise it to quarantine, and then to rejection.
- Publish rejection at once for domains that never send mail.`,
      },
    },
  ),
  block(3, 'sign-in', principles('2.6.7'), {
    nb: {
      title: 'Krev innlogging i to trinn for alt på internett',
      text: `Et passord kan lures fra folk eller kjøpes. Et trinn til gjør at passordet alene ikke er nok.

- Begynn med e-post, fjernarbeid og alt som brukes til drift.
- Velg passnøkler eller sikkerhetsnøkler der det går. De kan ikke lures ut av noen.
- Bruk ellers en app som viser et tall som må skrives inn.
- Slå av gamle måter å logge inn på som ikke kjenner det andre trinnet.
- Ha en trygg måte å hjelpe dem som mister telefonen.`,
    },
    nn: {
      title: 'Krev innlogging i to trinn for alt på internett',
      text: `Eit passord kan lurast frå folk eller kjøpast. Eit trinn til gjer at passordet åleine ikkje er nok.

- Begynn med e-post, fjernarbeid og alt som blir brukt til drift.
- Vel passnøklar eller tryggingsnøklar der det går. Dei kan ikkje lurast ut av nokon.
- Bruk elles ein app som viser eit tal som må skrivast inn.
- Slå av gamle måtar å logge inn på som ikkje kjenner det andre trinnet.
- Ha ein trygg måte å hjelpe dei som mistar telefonen.`,
    },
    en: {
      title: 'Require two-step sign-in for everything on the internet',
      text: `A password can be tricked out of people, or bought. With a second step the password alone is not enough.

- Begin with mail, remote work and everything that is used for administration.
- Choose passkeys or security keys where you can. Nobody can be tricked out of them.
- Otherwise use an app that shows a number to be typed in.
- Turn off old ways of signing in that do not know the second step.
- Have a safe way to help those who lose their telephone.`,
    },
  }),
  block(2, 'scanning', principles('3.1.1', '3.1.3', '1.2.3'), {
    nb: {
      title: 'Let etter sårbarheter i eget nett',
      text: `Vi skanner det som kan nås utenfra. Det som er inne i nettet, må dere lete i selv.

- Skann alle nett minst hver måned, og hvert nytt system før det tas i bruk.
- Bruk innlogging i skanningen, så den ser hva som er installert.
- Spør leverandøren før dere skanner medisinsk utstyr og styringssystemer.
- Rett det alvorligste først: det som kan nås av mange og som noen utnytter nå.
- Skann på nytt etter rettingen. Først da er den bevist.`,
    },
    nn: {
      title: 'Leit etter sårbarheiter i eige nett',
      text: `Vi skannar det som kan nåast utanfrå. Det som er inne i nettet, må de leite i sjølve.

- Skann alle nett minst kvar månad, og kvart nytt system før det blir teke i bruk.
- Bruk innlogging i skanninga, så ho ser kva som er installert.
- Spør leverandøren før de skannar medisinsk utstyr og styringssystem.
- Rett det alvorlegaste først: det som mange kan nå, og som nokon utnyttar no.
- Skann på nytt etter rettinga. Først då er ho prova.`,
    },
    en: {
      title: 'Look for vulnerabilities in your own network',
      text: `We scan what can be reached from outside. What is inside your network, you must look through yourselves.

- Scan every network at least monthly, and every new system before it is used.
- Let the scan sign in, so that it sees what is installed.
- Ask the supplier before you scan medical devices and control systems.
- Mend the worst first: what many can reach, and what somebody exploits now.
- Scan again when it is mended. Only then is it proved.`,
    },
  }),
  block(1, 'culture', principles('1.3.3'), {
    nb: {
      title: 'Bygg en kultur der folk sier fra',
      text: `Et angrep oppdages ofte av en som synes at noe er rart. Den må vite hvem en sier fra til, og aldri angre på det.

- Gi alle ett sted å melde fra, og svar hver gang.
- Takk den som sier fra, også når det var en egen feil.
- La ledelsen følge de samme reglene som alle andre, og si det høyt.
- Øv en gang i året på det dere frykter mest, med dem som faktisk har vakt.
- Gi korte påminnelser når noe skjer, heller enn ett langt kurs.`,
    },
    nn: {
      title: 'Bygg ein kultur der folk seier frå',
      text: `Eit åtak blir ofte oppdaga av ein som synest at noko er rart. Han må vite kven ein seier frå til, og aldri angre på det.

- Gje alle éin stad å melde frå, og svar kvar gong.
- Takk den som seier frå, òg når det var ein eigen feil.
- La leiinga følgje dei same reglane som alle andre, og sei det høgt.
- Øv ein gong i året på det de fryktar mest, med dei som faktisk har vakt.
- Gje korte påminningar når noko skjer, heller enn eitt langt kurs.`,
    },
    en: {
      title: 'Build a culture in which people speak up',
      text: `An attack is often discovered by somebody who finds that something is odd. They must know whom to tell, and never regret it.

- Give everybody one place to report to, and answer every time.
- Thank whoever speaks up, also when the fault was their own.
- Let the management follow the same rules as everybody else, and say so aloud.
- Practise once a year what you fear most, with those who are really on duty.
- Give short reminders when something happens, rather than one long course.`,
    },
  }),
]

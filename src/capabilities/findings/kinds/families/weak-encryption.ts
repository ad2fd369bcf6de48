import type { Family } from '../kind.ts'

export const weakEncryption: Family = {
  id: 'weak-encryption',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.7.1', '2.7.2', '2.3.4'],
  words: {
    nb: {
      name: 'Svak kryptering: {service}',
      what: 'Svakheten er synlig på {port}.',
      why: 'Den som lytter på linjen, kan lese eller endre passord og opplysninger om pasienter og innbyggere.',
      doLast: ['Test krypteringen utenfra etterpå, så dere ser at {service} er borte.'],
      ifYouCannot: ['Sett en oppdatert lastbalanserer eller proxy foran, så {service} ikke når internett.'],
    },
    nn: {
      name: 'Svak kryptering: {service}',
      what: 'Veikskapen er synleg på {port}.',
      why: 'Den som lyttar på linja, kan lese eller endre passord og opplysningar om pasientar og innbyggjarar.',
      doLast: ['Test krypteringa utanfrå etterpå, så de ser at {service} er borte.'],
      ifYouCannot: ['Set ein oppdatert lastbalanserar eller proxy framfor, så {service} ikkje når internett.'],
    },
    en: {
      name: 'Weak encryption: {service}',
      what: 'The weakness is visible on {port}.',
      why: 'Whoever listens on the line can read or change passwords and information about patients and citizens.',
      doLast: ['Test the encryption from outside afterwards, to see that {service} is gone.'],
      ifYouCannot: ['Put an updated load balancer or proxy in front, so {service} does not reach the internet.'],
    },
  },
  kinds: [
    {
      id: 'ssl-freak',
      type: 'weak-crypto',
      severity: 'low',
      service: { nb: 'FREAK-svakheten', nn: 'FREAK-veikskapen', en: 'the FREAK weakness' },
      port: 443,
      report: 'ssl-freak-report',
      nb: {
        name: 'Svak kryptering: FREAK',
        what: 'Serveren godtar RSA-nøkler fra 1990-tallet som er laget for å kunne brytes (FREAK, CVE-2015-0204).',
        doNow: [
          'Fjern alle krypteringsvalg med EXPORT i navnet fra serverens oppsett.',
          'Oppdater biblioteket for kryptering, for eksempel OpenSSL, og tillat bare TLS 1.2 og 1.3.',
        ],
      },
      nn: {
        name: 'Svak kryptering: FREAK',
        what: 'Tenaren godtek RSA-nøklar frå 1990-talet som er laga for å kunne brytast (FREAK, CVE-2015-0204).',
        doNow: [
          'Fjern alle krypteringsval med EXPORT i namnet frå oppsettet på tenaren.',
          'Oppdater biblioteket for kryptering, til dømes OpenSSL, og tillat berre TLS 1.2 og 1.3.',
        ],
      },
      en: {
        name: 'Weak encryption: FREAK',
        what: 'The server accepts RSA keys from the 1990s that were made to be breakable (FREAK, CVE-2015-0204).',
        doNow: [
          'Remove every cipher with EXPORT in its name from the server’s settings.',
          'Update the encryption library, such as OpenSSL, and allow only TLS 1.2 and 1.3.',
        ],
      },
    },
    {
      id: 'ssl-poodle',
      type: 'weak-crypto',
      severity: 'low',
      service: { nb: 'POODLE-svakheten', nn: 'POODLE-veikskapen', en: 'the POODLE weakness' },
      port: 443,
      report: 'ssl-poodle-report',
      nb: {
        name: 'Svak kryptering: POODLE',
        what: 'Serveren tilbyr SSL 3.0, en utdatert kryptering som kan knekkes (POODLE, CVE-2014-3566).',
        doNow: [
          'Slå av SSL 3.0, og helst også TLS 1.0 og 1.1, på serveren.',
          'Finn gammelt utstyr som bare kan SSL 3.0, og planlegg å bytte det ut.',
        ],
      },
      nn: {
        name: 'Svak kryptering: POODLE',
        what: 'Tenaren tilbyr SSL 3.0, ei utdatert kryptering som kan knekkast (POODLE, CVE-2014-3566).',
        doNow: [
          'Slå av SSL 3.0, og helst også TLS 1.0 og 1.1, på tenaren.',
          'Finn gammalt utstyr som berre kan SSL 3.0, og planlegg å byte det ut.',
        ],
      },
      en: {
        name: 'Weak encryption: POODLE',
        what: 'The server offers SSL 3.0, an outdated encryption that can be broken (POODLE, CVE-2014-3566).',
        doNow: [
          'Turn off SSL 3.0, and preferably TLS 1.0 and 1.1 as well, on the server.',
          'Find old equipment that knows only SSL 3.0, and plan to replace it.',
        ],
      },
    },
    {
      id: 'badsecret',
      type: 'weak-crypto',
      severity: 'high',
      service: { nb: 'den kjente hemmeligheten', nn: 'den kjende løyndomen', en: 'the known secret' },
      port: 443,
      report: 'badsecrets-report',
      proof: 'absent-from-source',
      principles: ['2.1.5', '2.3.7', '2.7.1'],
      nb: {
        name: 'Applikasjonen bruker en hemmelig nøkkel som alle kjenner',
        first: 'Finn applikasjonen på {port} som bruker den kjente hemmeligheten.',
        ifYouCannot: ['Steng applikasjonen mot internett til den kjente hemmeligheten er byttet.'],
        what: 'Webapplikasjonen signerer data med en nøkkel som står i lærebøker og eksempelkode.',
        why: 'Den som kjenner nøkkelen, kan lage falske innlogginger og i verste fall kjøre egen kode på serveren.',
        doNow: [
          'Lag en ny, tilfeldig nøkkel, for eksempel machineKey i ASP.NET eller SECRET_KEY i Django.',
          'Logg ut alle brukere, og se i loggen etter innlogginger ingen kan forklare.',
        ],
      },
      nn: {
        name: 'Applikasjonen bruker ein løynd nøkkel som alle kjenner',
        first: 'Finn applikasjonen på {port} som bruker den kjende løyndomen.',
        ifYouCannot: ['Steng applikasjonen mot internett til den kjende løyndomen er bytt.'],
        what: 'Webapplikasjonen signerer data med ein nøkkel som står i lærebøker og døme på kode.',
        why: 'Den som kjenner nøkkelen, kan lage falske innloggingar og i verste fall køyre eigen kode på tenaren.',
        doNow: [
          'Lag ein ny, tilfeldig nøkkel, til dømes machineKey i ASP.NET eller SECRET_KEY i Django.',
          'Logg ut alle brukarar, og sjå i loggen etter innloggingar ingen kan forklare.',
        ],
      },
      en: {
        name: 'The application uses a secret key that everybody knows',
        first: 'Find the application on {port} that uses the known secret.',
        ifYouCannot: ['Close the application towards the internet until the known secret is replaced.'],
        what: 'The web application signs data with a key found in textbooks and sample code.',
        why: 'Whoever knows the key can forge sign-ins and, at worst, run code of their own on the server.',
        doNow: [
          'Make a new random key, such as machineKey in ASP.NET or SECRET_KEY in Django.',
          'Sign out all users, and look in the log for sign-ins nobody can explain.',
        ],
      },
    },
    {
      id: 'rsit-weak-crypto',
      type: 'weak-crypto',
      severity: 'low',
      service: { nb: 'den svake krypteringen', nn: 'den svake krypteringa', en: 'the weak encryption' },
      proof: 'absent-from-source',
      nb: {
        name: 'En tjeneste har svak kryptering',
        what: 'En tjeneste bruker kryptering som ikke lenger regnes som trygg.',
        doNow: [
          'Tillat bare metoder produsenten eller Nasjonal sikkerhetsmyndighet anbefaler i dag.',
          'Forny sertifikater som har korte nøkler eller gammel signatur.',
        ],
      },
      nn: {
        name: 'Ei teneste har svak kryptering',
        what: 'Ei teneste bruker kryptering som ikkje lenger blir rekna som trygg.',
        doNow: [
          'Tillat berre metodar produsenten eller Nasjonal sikkerhetsmyndighet tilrår i dag.',
          'Forny sertifikat som har korte nøklar eller gammal signatur.',
        ],
      },
      en: {
        name: 'A service has weak encryption',
        what: 'A service uses encryption that no longer counts as safe.',
        doNow: [
          'Allow only methods that the vendor or the Norwegian security authority (NSM) recommends today.',
          'Renew certificates with short keys or old signatures.',
        ],
      },
    },
  ],
}

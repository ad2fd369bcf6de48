import type { Family } from '../kind.ts'

export const controlServer: Family = {
  id: 'control-server',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['3.2.3', '4.2.1', '4.3.1', '4.3.2'],
  words: {
    nb: {
      name: '{service} hos dere',
      what: 'Angripere styrer andre maskiner fra en adresse virksomheten har ansvar for.',
      why: 'Noen har full kontroll over maskinen. De kan lese det som ligger der, og gå videre innover i nettet.',
      doNow: ['Isoler maskinen med {service}, men la den stå på til minne og disk er sikret.'],
      ifYouCannot: ['Stans all utgående trafikk fra maskinen med {service} i brannmuren.'],
    },
    nn: {
      name: '{service} hos dykk',
      what: 'Angriparar styrer andre maskiner frå ei adresse verksemda har ansvar for.',
      why: 'Nokon har full kontroll over maskina. Dei kan lese det som ligg der, og gå vidare innover i nettet.',
      doNow: ['Isoler maskina med {service}, men la ho stå på til minne og disk er sikra.'],
      ifYouCannot: ['Stans all utgåande trafikk frå maskina med {service} i brannmuren.'],
    },
    en: {
      name: '{service} at your place',
      what: 'Attackers steer other machines from an address your organisation is responsible for.',
      why: 'Somebody has full control of the machine. They can read what is there and move further into your network.',
      doNow: ['Isolate the machine with {service}, but leave it on until memory and disk are secured.'],
      ifYouCannot: ['Stop all outgoing traffic from the machine with {service} in the firewall.'],
    },
  },
  kinds: [
    {
      id: 'c2-beacon',
      type: 'infected-system',
      severity: 'high',
      service: { nb: 'angrepsverktøyet', nn: 'angrepsverktøyet', en: 'the attack tool' },
      nature: 'exposure',
      report: 'post-exploitation-framework',
      nb: {
        name: 'Et angrepsverktøy svarer hos dere',
        what: 'Maskinen svarer som et verktøy angripere bruker etter et innbrudd, for eksempel Cobalt Strike.',
        doNow: [
          'Spør først om dere har bestilt en sikkerhetstest, og hvem som utfører den.',
          'Finn maskinene som har snakket med adressen på {port}.',
          'Ring oss før dere renser, for sporene viser hvor angriperen har vært.',
        ],
      },
      nn: {
        name: 'Eit angrepsverktøy svarer hos dykk',
        what: 'Maskina svarer som eit verktøy angriparar bruker etter eit innbrot, til dømes Cobalt Strike.',
        doNow: [
          'Spør først om de har bestilt ein tryggleikstest, og kven som utfører han.',
          'Finn maskinene som har snakka med adressa på {port}.',
          'Ring oss før de reinsar, for spora viser kvar angriparen har vore.',
        ],
      },
      en: {
        name: 'An attack tool answers at your place',
        what: 'The machine answers like a tool attackers use after a break-in, such as Cobalt Strike.',
        doNow: [
          'First ask whether you have ordered a security test, and who performs it.',
          'Find the machines that have spoken with the address on {port}.',
          'Call us before you clean, since the traces show where the attacker has been.',
        ],
      },
    },
    {
      id: 'honeypot-ddos',
      type: 'ddos',
      severity: 'critical',
      service: { nb: 'angrepssentralen', nn: 'angrepssentralen', en: 'the attack control centre' },
      report: 'honeypot-ddos-events',
      nb: {
        name: 'Angrep på andre blir styrt herfra',
        what: 'Lokkemaskiner fikk ordre herfra om å oversvømme andre med trafikk (tjenestenektangrep).',
        doNow: [
          'Finn prosessen som sender ordrene, og kontoen den kjører under.',
          'Bygg maskinen opp på nytt, og la ingen gamle nøkler eller passord følge med.',
        ],
      },
      nn: {
        name: 'Angrep på andre blir styrte herifrå',
        what: 'Lokkemaskiner fekk ordre herifrå om å fløyme andre over med trafikk (tenestenektangrep).',
        doNow: [
          'Finn prosessen som sender ordrane, og kontoen han køyrer under.',
          'Bygg maskina opp på nytt, og la ingen gamle nøklar eller passord følgje med.',
        ],
      },
      en: {
        name: 'Attacks on others are controlled from here',
        what: 'Decoy machines were ordered from here to flood others with traffic (a denial of service attack).',
        doNow: [
          'Find the process that sends the orders, and the account it runs under.',
          'Rebuild the machine, and let no old keys or passwords come along.',
        ],
      },
    },
    {
      id: 'rsit-c2-server',
      type: 'c2-server',
      severity: 'critical',
      service: { nb: 'kontrollserveren', nn: 'kontrolltenaren', en: 'the control server' },
      nb: {
        name: 'En kontrollserver for skadevare hos dere',
        what: 'Skadevare henter ordre fra denne adressen.',
        doNow: [
          'Ta kopi av nettverkstrafikken, som kan vise hvilke maskiner som blir styrt.',
          'Steng hullet angriperen kom inn gjennom, før maskinen settes i drift igjen.',
        ],
      },
      nn: {
        name: 'Ein kontrolltenar for skadevare hos dykk',
        what: 'Skadevare hentar ordre frå denne adressa.',
        doNow: [
          'Ta kopi av nettverkstrafikken, som kan vise kva maskiner som blir styrte.',
          'Steng holet angriparen kom inn gjennom, før maskina blir sett i drift att.',
        ],
      },
      en: {
        name: 'A control server for malware at your place',
        what: 'Malware fetches its orders from this address.',
        doNow: [
          'Capture the network traffic, which may show which machines are steered.',
          'Close the hole the attacker came through before the machine returns to service.',
        ],
      },
    },
    {
      id: 'rsit-malware-configuration',
      type: 'malware-configuration',
      severity: 'critical',
      service: { nb: 'oppsettfilen for skadevare', nn: 'oppsettfila for skadevare', en: 'the malware configuration file' },
      nb: {
        name: 'Oppsett for skadevare ligger hos dere',
        what: 'En fil på adressen forteller skadevare hva den skal gjøre.',
        doNow: [
          'Sikre filen som bevis, og sperr så tilgangen til den fra internett.',
          'Let etter filer som er lagt inn på samme tid av samme konto.',
        ],
      },
      nn: {
        name: 'Oppsett for skadevare ligg hos dykk',
        what: 'Ei fil på adressa fortel skadevare kva ho skal gjere.',
        doNow: [
          'Sikre fila som prov, og sperr så tilgangen til ho frå internett.',
          'Leit etter filer som er lagde inn på same tid av same konto.',
        ],
      },
      en: {
        name: 'Malware configuration lies at your place',
        what: 'A file at the address tells malware what to do.',
        doNow: [
          'Secure the file as evidence, then block access to it from the internet.',
          'Look for files that the same account placed at the same time.',
        ],
      },
    },
  ],
}

import type { Family } from '../kind.ts'

export const proxy: Family = {
  id: 'proxy',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.4', '2.5.1', '2.5.2'],
  words: {
    nb: {
      name: '{service} er åpen mot internett',
      what: 'Proxyen svarer fremmede på {port}.',
      why: 'Kriminelle skjuler seg bak adressen deres. Noen ganger kommer de også innover til systemer som skulle vært lukket.',
      doNow: ['Steng {port} i brannmuren mot internett, så bare egne nett når {service}.'],
      ifYouCannot: ['Krev innlogging på {service}, og logg hvem som bruker den.'],
    },
    nn: {
      name: '{service} er open mot internett',
      what: 'Proxyen svarer framande på {port}.',
      why: 'Kriminelle gøymer seg bak adressa dykkar. Nokre gonger kjem dei også innover til system som skulle vore lukka.',
      doNow: ['Steng {port} i brannmuren mot internett, så berre eigne nett når {service}.'],
      ifYouCannot: ['Krev innlogging på {service}, og logg kven som bruker han.'],
    },
    en: {
      name: '{service} is open to the internet',
      what: 'The proxy answers strangers on {port}.',
      why: 'Criminals hide behind your address. Sometimes they also get inward to systems that should be closed.',
      doNow: ['Close {port} in the firewall towards the internet, so only your own networks reach {service}.'],
      ifYouCannot: ['Require sign-in on {service}, and log who uses it.'],
    },
  },
  kinds: [
    {
      id: 'open-http-proxy',
      type: 'vulnerable-system',
      severity: 'medium',
      service: { nb: 'webproxyen', nn: 'webproxyen', en: 'the web proxy' },
      port: 3128,
      report: 'open-http-proxy-report',
      nb: {
        what: 'En webproxy henter sider på vegne av andre, og denne gjør det for alle.',
        doNow: [
          'Tillat bare egne nett, for eksempel med «http_access deny all» sist i Squid.',
          'Undersøk maskinen for skadevare hvis ingen kjenner til proxyen.',
        ],
      },
      nn: {
        what: 'Ein webproxy hentar sider på vegner av andre, og denne gjer det for alle.',
        doNow: [
          'Tillat berre eigne nett, til dømes med «http_access deny all» sist i Squid.',
          'Undersøk maskina for skadevare om ingen kjenner til proxyen.',
        ],
      },
      en: {
        what: 'A web proxy fetches pages for others, and this one does it for everyone.',
        doNow: [
          'Allow your own networks only, for example with “http_access deny all” last in Squid.',
          'Examine the machine for malware if nobody knows of the proxy.',
        ],
      },
    },
    {
      id: 'accessible-http-proxy',
      type: 'other',
      severity: 'low',
      service: { nb: 'webproxyen', nn: 'webproxyen', en: 'the web proxy' },
      port: 3128,
      report: 'accessible-http-proxy-report',
      nb: {
        name: 'Webproxyen viser seg for fremmede',
        what: 'En webproxy henter sider på vegne av andre, og denne krever at fremmede logger inn.',
        doNow: [
          'Bind proxyen til den indre adressen, for eksempel «http_port» med adresse i Squid.',
          'Kontroller at innloggingen tåler gjetting, og at programvaren er oppdatert.',
        ],
      },
      nn: {
        name: 'Webproxyen viser seg for framande',
        what: 'Ein webproxy hentar sider på vegner av andre, og denne krev at framande loggar inn.',
        doNow: [
          'Bind proxyen til den indre adressa, til dømes «http_port» med adresse i Squid.',
          'Kontroller at innlogginga toler gjetting, og at programvara er oppdatert.',
        ],
      },
      en: {
        name: 'The web proxy shows itself to strangers',
        what: 'A web proxy fetches pages for others, and this one asks strangers to sign in.',
        doNow: [
          'Bind the proxy to the inner address, for example “http_port” with an address in Squid.',
          'Check that the sign-in withstands guessing, and that the software is up to date.',
        ],
      },
    },
    {
      id: 'open-socks',
      type: 'vulnerable-system',
      severity: 'medium',
      service: { nb: 'SOCKS-proxyen', nn: 'SOCKS-proxyen', en: 'the SOCKS proxy' },
      port: 1080,
      report: 'accessible-socks4-5-proxy-report',
      nb: {
        what: 'SOCKS sender all slags trafikk videre, og blir ofte lagt inn av skadevare.',
        doNow: [
          'Finn programmet som lytter på {port}, og avinstaller det hvis det ikke er deres.',
          'Se på rutere og medieavspillere, som kriminelle ofte leier ut som proxyer.',
        ],
      },
      nn: {
        what: 'SOCKS sender all slags trafikk vidare, og blir ofte lagt inn av skadevare.',
        doNow: [
          'Finn programmet som lyttar på {port}, og avinstaller det om det ikkje er dykkar.',
          'Sjå på ruterar og mediespelarar, som kriminelle ofte leiger ut som proxyar.',
        ],
      },
      en: {
        what: 'SOCKS passes on any kind of traffic, and is often planted by malware.',
        doNow: [
          'Find the program that listens on {port}, and uninstall it if it is not yours.',
          'Look at routers and media players, which criminals often rent out as proxies.',
        ],
      },
    },
  ],
}

import type { Family } from '../kind.ts'

export const identification: Family = {
  id: 'identification',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['1.2.3', '1.2.4', '2.5.5'],
  words: {
    nb: {
      name: 'Til orientering: {service} er synlig fra internett',
      what: 'Dette er en opplysning om noe som svarer på {port}, ikke en påvist feil.',
      why: 'Det dere ikke vet om, får heller ingen oppdateringer. En kort sjekk nå sparer arbeid i en krise.',
      doNow: ['Kontroller at {service} på {port} står i oversikten over utstyr, med en navngitt ansvarlig.'],
      ifYouCannot: ['Svar at {service} er kjent og ønsket, så holder vi saken stille.'],
    },
    nn: {
      name: 'Til orientering: {service} er synleg frå internett',
      what: 'Dette er ei opplysning om noko som svarer på {port}, ikkje ein påvist feil.',
      why: 'Det de ikkje veit om, får heller ingen oppdateringar. Ein kort sjekk no sparer arbeid i ei krise.',
      doNow: ['Kontroller at {service} på {port} står i oversikta over utstyr, med ein namngjeven ansvarleg.'],
      ifYouCannot: ['Svar at {service} er kjent og ønskt, så held vi saka stille.'],
    },
    en: {
      name: 'For information: {service} is visible from the internet',
      what: 'This is a fact about something that answers on {port}, not a proven fault.',
      why: 'What you do not know of gets no updates either. A short check now saves work in a crisis.',
      doNow: ['Check that {service} on {port} is in your equipment list, with a named owner.'],
      ifYouCannot: ['Answer that {service} is known and wanted, and we keep the case quiet.'],
    },
  },
  kinds: [
    {
      id: 'device-id',
      type: 'undetermined',
      severity: 'info',
      service: { nb: 'enheten', nn: 'eininga', en: 'the device' },
      report: 'device-identification-report',
      nb: {
        what: 'En skanning har kjent igjen produsent og modell på en enhet.',
        doNow: [
          'Sjekk om produsenten fortsatt gir oppdateringer til modellen som står i saken.',
          'Skjul administrasjonssiden hvis enheten er en brannmur, VPN-boks eller lagringsboks.',
        ],
      },
      nn: {
        what: 'Ei skanning har kjent att produsent og modell på ei eining.',
        doNow: [
          'Sjekk om produsenten framleis gjev oppdateringar til modellen som står i saka.',
          'Skjul administrasjonssida om eininga er ein brannmur, VPN-boks eller lagringsboks.',
        ],
      },
      en: {
        what: 'A scan has recognised the maker and model of a device.',
        doNow: [
          'Check whether the maker still provides updates for the model in the case.',
          'Hide the management page if the device is a firewall, VPN box or storage box.',
        ],
      },
    },
    {
      id: 'accessible-http',
      type: 'other',
      severity: 'info',
      service: { nb: 'nettsiden (HTTP)', nn: 'nettsida (HTTP)', en: 'the web page (HTTP)' },
      port: 80,
      report: 'accessible-http-report',
      nb: {
        what: 'En webserver svarer på vanlige forespørsler.',
        doNow: [
          'Åpne adressen, og se om det er en offentlig side eller en innlogging som burde være skjult.',
          'Send besøkende videre til kryptert utgave (HTTPS), og skjul versjonsnummer i svarene.',
        ],
      },
      nn: {
        what: 'Ein webtenar svarer på vanlege førespurnader.',
        doNow: [
          'Opne adressa, og sjå om det er ei offentleg side eller ei innlogging som burde vere skjult.',
          'Send dei som vitjar sida, vidare til kryptert utgåve (HTTPS), og skjul versjonsnummer i svara.',
        ],
      },
      en: {
        what: 'A web server answers ordinary requests.',
        doNow: [
          'Open the address, and see whether it is a public page or a sign-in better hidden.',
          'Send visitors on to the encrypted version (HTTPS), and hide version numbers in the answers.',
        ],
      },
    },
    {
      id: 'open-ssl',
      type: 'other',
      severity: 'info',
      service: { nb: 'den krypterte tjenesten (TLS)', nn: 'den krypterte tenesta (TLS)', en: 'the encrypted service (TLS)' },
      port: 443,
      principles: ['1.2.3', '2.7.2', '2.5.5'],
      report: 'accessible-ssl-report',
      nb: {
        what: 'En tjeneste med kryptering og sertifikat svarer fra adressen.',
        doNow: [
          'Se om sertifikatet snart går ut, er selvlaget eller har feil navn.',
          'Tillat bare TLS 1.2 og 1.3, og forny sertifikater automatisk.',
        ],
      },
      nn: {
        what: 'Ei teneste med kryptering og sertifikat svarer frå adressa.',
        doNow: [
          'Sjå om sertifikatet snart går ut, er sjølvlaga eller har feil namn.',
          'Tillat berre TLS 1.2 og 1.3, og forny sertifikat automatisk.',
        ],
      },
      en: {
        what: 'A service with encryption and a certificate answers from the address.',
        doNow: [
          'See whether the certificate expires soon, is self-made or bears the wrong name.',
          'Allow only TLS 1.2 and 1.3, and renew certificates automatically.',
        ],
      },
    },
    {
      id: 'open-quic',
      type: 'other',
      severity: 'info',
      service: 'QUIC',
      port: 443,
      report: 'accessible-quic-report',
      nb: {
        what: 'QUIC er den nye, krypterte transporten bak raske nettsider (HTTP/3), over UDP.',
        doNow: [
          'Avklar om nettstedet bruker HTTP/3 med vilje; slå det av i webserveren ellers.',
          'Pass på at brannmur og logging dekker UDP like godt som TCP.',
        ],
      },
      nn: {
        what: 'QUIC er den nye, krypterte transporten bak raske nettsider (HTTP/3), over UDP.',
        doNow: [
          'Avklar om nettstaden bruker HTTP/3 med vilje; slå det av i webtenaren elles.',
          'Pass på at brannmur og logging dekkjer UDP like godt som TCP.',
        ],
      },
      en: {
        what: 'QUIC is the new, encrypted transport behind fast websites (HTTP/3), over UDP.',
        doNow: [
          'Clarify whether the site uses HTTP/3 on purpose; otherwise turn it off in the web server.',
          'See that firewall and logging cover UDP as well as TCP.',
        ],
      },
    },
  ],
}

import type { Family } from '../kind.ts'

export const cameraPrinter: Family = {
  id: 'camera-printer',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.7', '2.3.10', '2.5.4'],
  words: {
    nb: {
      name: '{service} kan nås fra internett',
      what: 'Enheten svarer hvem som helst på {port}.',
      why: 'Slikt utstyr viser rom, dokumenter og navn, og oppdateres sjelden. Derfra kan angripere gå videre i nettet.',
      doNow: ['Steng {port} i brannmuren, og flytt {service} til et eget nett for slikt utstyr.'],
      ifYouCannot: ['Ta bort den offentlige adressen fra {service}, også den ruteren gir med UPnP.'],
    },
    nn: {
      name: '{service} kan nåast frå internett',
      what: 'Eininga svarer kven som helst på {port}.',
      why: 'Slikt utstyr viser rom, dokument og namn, og blir sjeldan oppdatert. Derifrå kan angriparar gå vidare i nettet.',
      doNow: ['Steng {port} i brannmuren, og flytt {service} til eit eige nett for slikt utstyr.'],
      ifYouCannot: ['Ta bort den offentlege adressa frå {service}, også den ruteren gjev med UPnP.'],
    },
    en: {
      name: '{service} can be reached from the internet',
      what: 'The device answers anyone on {port}.',
      why: 'Such equipment shows rooms, documents and names, and is seldom updated. Attackers can move on from there.',
      doNow: ['Close {port} in the firewall, and move {service} to a separate network for such equipment.'],
      ifYouCannot: ['Take the public address away from {service}, including one the router gives by UPnP.'],
    },
  },
  kinds: [
    {
      id: 'open-dvr-dhcpdiscover',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'videoopptakeren', nn: 'videoopptakaren', en: 'the video recorder' },
      port: 37810,
      report: 'open-dvr-dhcpdiscover-report',
      nb: {
        what: 'Opptakere fra blant andre Dahua røper modell og versjon, og kan forsterke angrep.',
        doNow: [
          'Slå av oppdaging og skytjenester (P2P) i opptakeren, og installer nyeste fastvare.',
          'Bytt passord på opptakeren og alle kameraer, og se opptak bare innenfra.',
        ],
      },
      nn: {
        what: 'Opptakarar frå mellom andre Dahua røper modell og versjon, og kan forsterke angrep.',
        doNow: [
          'Slå av oppdaging og skytenester (P2P) i opptakaren, og installer nyaste fastvare.',
          'Byt passord på opptakaren og alle kamera, og sjå opptak berre innanfrå.',
        ],
      },
      en: {
        what: 'Recorders from Dahua and others reveal model and version, and can amplify attacks.',
        doNow: [
          'Turn off discovery and cloud services (P2P) in the recorder, and install the newest firmware.',
          'Change the password on the recorder and every camera, and view recordings from inside only.',
        ],
      },
    },
    {
      id: 'open-ipp',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'skriveren (IPP)', nn: 'skrivaren (IPP)', en: 'the printer (IPP)' },
      port: 631,
      report: 'open-ipp-report',
      nb: {
        what: 'IPP lar maskiner skrive ut over nettet, og viser her kø og dokumentnavn til alle.',
        doNow: [
          'Gi skriveren bare intern adresse, og sett administratorpassord på den.',
          'På Linux: begrens CUPS til egne nett, og slå av cups-browsed (CVE-2024-47176).',
        ],
      },
      nn: {
        what: 'IPP lèt maskiner skrive ut over nettet, og viser her kø og dokumentnamn til alle.',
        doNow: [
          'Gje skrivaren berre intern adresse, og set administratorpassord på han.',
          'På Linux: avgrens CUPS til eigne nett, og slå av cups-browsed (CVE-2024-47176).',
        ],
      },
      en: {
        what: 'IPP lets machines print over the network, and here shows queue and document names to all.',
        doNow: [
          'Give the printer an internal address only, and set an administrator password on it.',
          'On Linux: limit CUPS to your own networks, and turn off cups-browsed (CVE-2024-47176).',
        ],
      },
    },
  ],
}

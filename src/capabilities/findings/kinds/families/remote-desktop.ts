import type { Family } from '../kind.ts'

export const remoteDesktop: Family = {
  id: 'remote-desktop',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.5.2', '2.5.5', '2.6.7'],
  words: {
    nb: {
      name: '{service} er åpent mot internett',
      what: 'Hvem som helst kan nå innloggingen på {port}.',
      why: 'Utpressere kommer ofte inn gjennom åpne fjernskrivebord. Ett gjettet passord gir dem skjermen og alt bak den.',
      doNow: ['Steng {port} i brannmuren, og la bare kryptert fjerntilgang (VPN) med totrinns innlogging nå {service}.'],
      ifYouCannot: ['Tillat {service} bare fra de få adressene som trenger det.'],
    },
    nn: {
      name: '{service} er ope mot internett',
      what: 'Kven som helst kan nå innlogginga på {port}.',
      why: 'Utpressarar kjem ofte inn gjennom opne fjernskrivebord. Eitt gjetta passord gjev dei skjermen og alt bak han.',
      doNow: ['Steng {port} i brannmuren, og la berre kryptert fjerntilgang (VPN) med totrinns innlogging nå {service}.'],
      ifYouCannot: ['Tillat {service} berre frå dei få adressene som treng det.'],
    },
    en: {
      name: '{service} is open to the internet',
      what: 'Anyone can reach the sign-in on {port}.',
      why: 'Extortionists often enter through open remote desktops. One guessed password gives them the screen and all behind it.',
      doNow: ['Close {port} in the firewall, and let only encrypted remote access (VPN) with two-step sign-in reach {service}.'],
      ifYouCannot: ['Allow {service} only from the few addresses that need it.'],
    },
  },
  kinds: [
    {
      id: 'open-rdp',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'fjernskrivebordet (RDP)', nn: 'fjernskrivebordet (RDP)', en: 'Remote Desktop (RDP)' },
      port: 3389,
      report: 'accessible-rdp-report',
      nb: {
        what: 'RDP er fjernstyringen som følger med Windows.',
        doNow: [
          'Slå på innlogging på nettverksnivå (NLA), som krever passord før skjermen vises.',
          'Installer alle Windows-oppdateringer, for eldre RDP har hull som BlueKeep (CVE-2019-0708).',
          'Se i sikkerhetsloggen etter innlogginger fra ukjente adresser (hendelse 4624 og 4625).',
        ],
      },
      nn: {
        what: 'RDP er fjernstyringa som følgjer med Windows.',
        doNow: [
          'Slå på innlogging på nettverksnivå (NLA), som krev passord før skjermen blir vist.',
          'Installer alle Windows-oppdateringar, for eldre RDP har hol som BlueKeep (CVE-2019-0708).',
          'Sjå i tryggleiksloggen etter innloggingar frå ukjende adresser (hending 4624 og 4625).',
        ],
      },
      en: {
        what: 'RDP is the remote control that comes with Windows.',
        doNow: [
          'Turn on Network Level Authentication (NLA), which asks for a password before showing the screen.',
          'Install all Windows updates, since older RDP has holes such as BlueKeep (CVE-2019-0708).',
          'Look in the security log for sign-ins from unknown addresses (events 4624 and 4625).',
        ],
      },
    },
    {
      id: 'accessible-msrdpeudp',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'fjernskrivebord over UDP', nn: 'fjernskrivebord over UDP', en: 'Remote Desktop over UDP' },
      port: 3389,
      report: 'accessible-ms-rdpeudp',
      nb: {
        name: 'Fjernskrivebord er åpent over UDP',
        what: 'Windows bruker en egen UDP-kanal for raskere bilde i fjernskrivebord, og den kan forsterke angrep.',
        doNow: [
          'Husk at regelen må gjelde UDP, ikke bare TCP, når dere lager den.',
          'Slå av UDP med gruppepolicyen «Select RDP transport protocols» på serveren.',
          'Står det en RD Gateway der, steng også UDP 3391 hvis den ikke brukes.',
        ],
      },
      nn: {
        name: 'Fjernskrivebord er ope over UDP',
        what: 'Windows bruker ein eigen UDP-kanal for raskare bilete i fjernskrivebord, og han kan forsterke angrep.',
        doNow: [
          'Hugs at regelen må gjelde UDP, ikkje berre TCP, når de lagar han.',
          'Slå av UDP med gruppepolicyen «Select RDP transport protocols» på tenaren.',
          'Står det ein RD Gateway der, steng også UDP 3391 om han ikkje er i bruk.',
        ],
      },
      en: {
        name: 'Remote Desktop is open over UDP',
        what: 'Windows uses a separate UDP channel for faster remote desktop pictures, and it can amplify attacks.',
        doNow: [
          'Remember that the rule must cover UDP, not only TCP, when you make it.',
          'Turn off UDP with the group policy “Select RDP transport protocols” on the server.',
          'If an RD Gateway stands there, close UDP 3391 as well unless it is used.',
        ],
      },
    },
    {
      id: 'open-vnc',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'VNC',
      port: 5900,
      report: 'accessible-vnc-report',
      nb: {
        what: 'VNC viser og styrer skjermen til en annen maskin, ofte uten kryptering.',
        doNow: [
          'Sett et langt passord, for noen VNC-oppsett har ingen og andre bruker bare åtte tegn.',
          'Spør leverandøren av medisinsk utstyr eller styring om VNC står der for deres fjernhjelp.',
        ],
      },
      nn: {
        what: 'VNC viser og styrer skjermen til ei anna maskin, ofte utan kryptering.',
        doNow: [
          'Set eit langt passord, for nokre VNC-oppsett har inga og andre bruker berre åtte teikn.',
          'Spør leverandøren av medisinsk utstyr eller styring om VNC står der for fjernhjelpa deira.',
        ],
      },
      en: {
        what: 'VNC shows and steers the screen of another machine, often without encryption.',
        doNow: [
          'Set a long password, since some VNC set-ups have none and others use only eight characters.',
          'Ask the supplier of medical or control equipment whether VNC serves their remote support.',
        ],
      },
    },
    {
      id: 'accessible-ard',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'Apple Remote Desktop',
      port: 3283,
      report: 'accessible-apple-remote-desktop-ard-report',
      nb: {
        what: 'Apple Remote Desktop er fjernstyringen i macOS, og UDP-svarene kan forsterke angrep.',
        doNow: [
          'Slå av fjernadministrering («Remote Management») under deling på Mac-er som ikke trenger det.',
          'Tillat bare navngitte brukere der funksjonen må stå på.',
        ],
      },
      nn: {
        what: 'Apple Remote Desktop er fjernstyringa i macOS, og UDP-svara kan forsterke angrep.',
        doNow: [
          'Slå av fjernadministrering («Remote Management») under deling på Mac-ar som ikkje treng det.',
          'Tillat berre namngjevne brukarar der funksjonen må stå på.',
        ],
      },
      en: {
        what: 'Apple Remote Desktop is the remote control in macOS, and its UDP answers can amplify attacks.',
        doNow: [
          'Turn off “Remote Management” under Sharing in System Settings on Macs that do not need it.',
          'Allow only named users where the function must stay on.',
        ],
      },
    },
    {
      id: 'accessible-radmin',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'Radmin',
      port: 4899,
      report: 'accessible-radmin-report',
      nb: {
        what: 'Radmin er et fjernstyringsprogram for Windows, som også angripere installerer.',
        doNow: [
          'Finn ut om Radmin er installert av egne folk; hvis ikke, behandle maskinen som overtatt.',
          'Avinstaller programmet, eller oppgrader fra versjon 2 til 3 og bruk Windows-innlogging.',
        ],
      },
      nn: {
        what: 'Radmin er eit fjernstyringsprogram for Windows, som også angriparar installerer.',
        doNow: [
          'Finn ut om Radmin er installert av eigne folk; om ikkje, behandle maskina som overteken.',
          'Avinstaller programmet, eller oppgrader frå versjon 2 til 3 og bruk Windows-innlogging.',
        ],
      },
      en: {
        what: 'Radmin is a remote control program for Windows, which attackers install as well.',
        doNow: [
          'Find out whether your own people installed Radmin; if not, treat the machine as compromised.',
          'Uninstall the program, or upgrade from version 2 to 3 and use Windows sign-in.',
        ],
      },
    },
    {
      id: 'open-xdmcp',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'XDMCP',
      port: 177,
      report: 'accessible-xdmcp-service-report',
      nb: {
        what: 'XDMCP gir innloggingsskjermen på en Unix-maskin til andre maskiner, helt uten kryptering.',
        doNow: [
          'Slå av XDMCP i skjermbehandleren, for eksempel «Enable=false» under [xdmcp] i GDM.',
          'Bruk SSH til fjernarbeid på maskinen i stedet.',
        ],
      },
      nn: {
        what: 'XDMCP gjev innloggingsskjermen på ei Unix-maskin til andre maskiner, heilt utan kryptering.',
        doNow: [
          'Slå av XDMCP i skjermhandsamaren, til dømes «Enable=false» under [xdmcp] i GDM.',
          'Bruk SSH til fjernarbeid på maskina i staden.',
        ],
      },
      en: {
        what: 'XDMCP hands the sign-in screen of a Unix machine to other machines, with no encryption at all.',
        doNow: [
          'Turn off XDMCP in the display manager, for example “Enable=false” under [xdmcp] in GDM.',
          'Use SSH for remote work on the machine instead.',
        ],
      },
    },
  ],
}

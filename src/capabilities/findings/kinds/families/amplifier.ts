import type { Family } from '../kind.ts'

export const amplifier: Family = {
  id: 'amplifier',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.3', '2.5.1', '2.5.2'],
  words: {
    nb: {
      name: '{service} kan brukes til å forsterke angrep',
      what: 'Tjenesten svarer hele internett på {port}, også når avsenderen er forfalsket.',
      why: 'Angripere bruker den til å oversvømme andre med trafikk. Det fyller også linjen deres og gir dårlig rykte.',
      doNow: ['Steng {port} i brannmuren mot internett, der {service} ikke skal betjene andre.'],
      ifYouCannot: ['Slipp bare kjente adresser til {service}, og begrens antall svar per sekund.'],
    },
    nn: {
      name: '{service} kan brukast til å forsterke angrep',
      what: 'Tenesta svarer heile internett på {port}, også når avsendaren er forfalska.',
      why: 'Angriparar bruker ho til å fløyme andre over med trafikk. Det fyller også linja dykkar og gjev dårleg rykte.',
      doNow: ['Steng {port} i brannmuren mot internett, der {service} ikkje skal tene andre.'],
      ifYouCannot: ['Slepp berre kjende adresser til {service}, og avgrens talet på svar per sekund.'],
    },
    en: {
      name: '{service} can be used to amplify attacks',
      what: 'The service answers the whole internet on {port}, even when the sender is forged.',
      why: 'Attackers use it to flood others with traffic. It also fills your own line and harms your reputation.',
      doNow: ['Close {port} in the firewall towards the internet, where {service} need not serve others.'],
      ifYouCannot: ['Let only known addresses reach {service}, and limit the answers per second.'],
    },
  },
  kinds: [
    {
      id: 'open-chargen',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'Chargen',
      port: 19,
      report: 'open-chargen-report',
      nb: {
        what: 'Chargen er en gammel testtjeneste som sender tilfeldige tegn til den som spør.',
        doNow: [
          'Slå av «Simple TCP/IP Services» i Windows, eller chargen i inetd på Unix.',
          'Slå av tjenesten også på skrivere og nettverkskort, der den ofte ligger glemt.',
        ],
      },
      nn: {
        what: 'Chargen er ei gammal testteneste som sender tilfeldige teikn til den som spør.',
        doNow: [
          'Slå av «Simple TCP/IP Services» i Windows, eller chargen i inetd på Unix.',
          'Slå av tenesta også på skrivarar og nettverkskort, der ho ofte ligg gløymd.',
        ],
      },
      en: {
        what: 'Chargen is an old test service that sends random characters to whoever asks.',
        doNow: [
          'Turn off “Simple TCP/IP Services” in Windows, or chargen in inetd on Unix.',
          'Turn the service off on printers and network cards too, where it often lies forgotten.',
        ],
      },
    },
    {
      id: 'open-qotd',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'QOTD',
      port: 17,
      report: 'open-qotd-report',
      nb: {
        what: 'QOTD («dagens sitat») er en gammel tjeneste som ingen trenger lenger.',
        doNow: [
          'Fjern Windows-funksjonen som inneholder «Quote of the Day», eller linjen qotd i inetd.',
          'Se om andre gamle småtjenester, som echo og daytime, er på samtidig.',
        ],
      },
      nn: {
        what: 'QOTD («sitatet for dagen») er ei gammal teneste som ingen treng lenger.',
        doNow: [
          'Fjern Windows-funksjonen som inneheld «Quote of the Day», eller linja qotd i inetd.',
          'Sjå om andre gamle småtenester, som echo og daytime, er på samstundes.',
        ],
      },
      en: {
        what: 'QOTD (quote of the day) is an old service that nobody needs any more.',
        doNow: [
          'Remove the Windows feature that holds “Quote of the Day”, or the qotd line in inetd.',
          'See whether other old small services, such as echo and daytime, are on as well.',
        ],
      },
    },
    {
      id: 'ntp-version',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'NTP',
      port: 123,
      principles: ['2.3.3', '2.3.9', '2.5.2'],
      report: 'ntp-version-report',
      nb: {
        name: 'NTP svarer på versjonsspørsmål fra alle',
        what: 'NTP stiller klokken på maskiner, og svarer her på driftsspørsmål (mode 6) fra fremmede.',
        doNow: [
          'Legg «restrict default nomodify noquery nopeer notrap» i ntp.conf, og start NTP på nytt.',
          'Bruk NTP bare innenfra, eller velg en klient som chrony, som ikke svarer på slikt utenfra.',
        ],
      },
      nn: {
        name: 'NTP svarer på versjonsspørsmål frå alle',
        what: 'NTP stiller klokka på maskiner, og svarer her på driftsspørsmål (mode 6) frå framande.',
        doNow: [
          'Legg «restrict default nomodify noquery nopeer notrap» i ntp.conf, og start NTP på nytt.',
          'Bruk NTP berre innanfrå, eller vel ein klient som chrony, som ikkje svarer på slikt utanfrå.',
        ],
      },
      en: {
        name: 'NTP answers version questions from anyone',
        what: 'NTP sets the clock of machines, and here answers operating questions (mode 6) from strangers.',
        doNow: [
          'Put “restrict default nomodify noquery nopeer notrap” in ntp.conf, and restart NTP.',
          'Use NTP from inside only, or choose a client like chrony, which ignores such outside questions.',
        ],
      },
    },
    {
      id: 'ntp-monitor',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'NTP monlist',
      port: 123,
      principles: ['2.3.1', '2.3.3', '2.3.9'],
      report: 'ntp-monitor-report',
      nb: {
        what: 'Tidsserveren (NTP) gir hvem som helst en liste over maskiner den har snakket med (monlist).',
        doNow: [
          'Oppgrader ntpd til 4.2.7p26 eller nyere, der monlist er fjernet.',
          'Skriv «disable monitor» i ntp.conf på utstyr som ikke kan oppgraderes.',
        ],
      },
      nn: {
        what: 'Tidstenaren (NTP) gjev kven som helst ei liste over maskiner han har snakka med (monlist).',
        doNow: [
          'Oppgrader ntpd til 4.2.7p26 eller nyare, der monlist er fjerna.',
          'Skriv «disable monitor» i ntp.conf på utstyr som ikkje kan oppgraderast.',
        ],
      },
      en: {
        what: 'The time server (NTP) gives anyone a list of machines it has spoken with (monlist).',
        doNow: [
          'Upgrade ntpd to 4.2.7p26 or newer, where monlist is removed.',
          'Write “disable monitor” in ntp.conf on equipment that cannot be upgraded.',
        ],
      },
    },
    {
      id: 'open-ssdp',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'SSDP',
      port: 1900,
      principles: ['2.3.3', '2.3.10', '2.5.2'],
      report: 'open-ssdp-report',
      nb: {
        what: 'SSDP lar utstyr i et hjemmenett finne hverandre (UPnP), og hører ikke hjemme på internett.',
        doNow: [
          'Slå av UPnP på ruterens internettside, og på skrivere, TV-er og mediabokser som står åpne.',
          'Oppdater fastvaren i ruteren, for noen modeller svarer utenfra ved en feil.',
        ],
      },
      nn: {
        what: 'SSDP lèt utstyr i eit heimenett finne kvarandre (UPnP), og høyrer ikkje heime på internett.',
        doNow: [
          'Slå av UPnP på internettsida av ruteren, og på skrivarar, TV-ar og mediaboksar som står opne.',
          'Oppdater fastvara i ruteren, for nokre modellar svarer utanfrå ved ein feil.',
        ],
      },
      en: {
        what: 'SSDP lets equipment on a home network find each other (UPnP), and does not belong on the internet.',
        doNow: [
          'Turn off UPnP on the router’s internet side, and on exposed printers, televisions and media boxes.',
          'Update the router’s firmware, since some models answer from outside by mistake.',
        ],
      },
    },
    {
      id: 'open-mdns',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'mDNS',
      port: 5353,
      report: 'open-mdns-report',
      nb: {
        what: 'mDNS (Bonjour, Avahi) lar maskiner i samme rom finne skrivere og delinger uten navnetjener.',
        doNow: [
          'Stans Avahi med «systemctl disable --now avahi-daemon» på Linux-servere.',
          'Slå av Bonjour i lagringsbokser og skrivere som har offentlig adresse.',
        ],
      },
      nn: {
        what: 'mDNS (Bonjour, Avahi) lèt maskiner i same rom finne skrivarar og delingar utan namnetenar.',
        doNow: [
          'Stans Avahi med «systemctl disable --now avahi-daemon» på Linux-tenarar.',
          'Slå av Bonjour i lagringsboksar og skrivarar som har offentleg adresse.',
        ],
      },
      en: {
        what: 'mDNS (Bonjour, Avahi) lets machines in one room find printers and shares without a name server.',
        doNow: [
          'Stop Avahi with “systemctl disable --now avahi-daemon” on Linux servers.',
          'Turn off Bonjour in storage boxes and printers with public addresses.',
        ],
      },
    },
    {
      id: 'open-ws-discovery',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'WS-Discovery',
      port: 3702,
      principles: ['2.3.3', '2.3.10', '2.5.4'],
      report: 'accessible-ws-discovery-service-report',
      nb: {
        what: 'WS-Discovery lar Windows finne kameraer og skrivere i lokalnettet.',
        doNow: [
          'Slå av ONVIF-oppdaging i kameraer og «WSD» i skrivere som nås utenfra.',
          'Flytt kameraene til et eget nett uten offentlig adresse.',
        ],
      },
      nn: {
        what: 'WS-Discovery lèt Windows finne kamera og skrivarar i lokalnettet.',
        doNow: [
          'Slå av ONVIF-oppdaging i kamera og «WSD» i skrivarar som kan nåast utanfrå.',
          'Flytt kameraa til eit eige nett utan offentleg adresse.',
        ],
      },
      en: {
        what: 'WS-Discovery lets Windows find cameras and printers on the local network.',
        doNow: [
          'Turn off ONVIF discovery in cameras and “WSD” in printers reachable from outside.',
          'Move the cameras to a network of their own without public addresses.',
        ],
      },
    },
    {
      id: 'open-portmapper',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'Portmapper',
      port: 111,
      report: 'open-portmapper-report',
      nb: {
        what: 'Portmapper (rpcbind) forteller hvilke RPC-tjenester en Unix-maskin har, for eksempel fildeling (NFS).',
        doNow: [
          'Slå av rpcbind der NFS ikke er i bruk: «systemctl disable --now rpcbind.socket rpcbind».',
          'Er NFS i bruk, kontroller at ingen mapper er eksportert til hele verden.',
        ],
      },
      nn: {
        what: 'Portmapper (rpcbind) fortel kva RPC-tenester ei Unix-maskin har, til dømes fildeling (NFS).',
        doNow: [
          'Slå av rpcbind der NFS ikkje er i bruk: «systemctl disable --now rpcbind.socket rpcbind».',
          'Er NFS i bruk, kontroller at ingen mapper er eksporterte til heile verda.',
        ],
      },
      en: {
        what: 'Portmapper (rpcbind) tells which RPC services a Unix machine has, such as file sharing (NFS).',
        doNow: [
          'Turn rpcbind off where NFS is unused: “systemctl disable --now rpcbind.socket rpcbind”.',
          'If NFS is in use, check that no folder is exported to the whole world.',
        ],
      },
    },
    {
      id: 'open-netbios-nameservice',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'NetBIOS-navnetjenesten', nn: 'NetBIOS-namnetenesta', en: 'the NetBIOS name service' },
      port: 137,
      report: 'open-netbios-report',
      nb: {
        what: 'Den forteller navn på maskin, domene og innlogget bruker i et Windows-nett.',
        doNow: [
          'Slå av «NetBIOS over TCP/IP» på nettverkskortet eller gjennom DHCP-serveren.',
          'Sperr også port 138, 139 og 445 utenfra, for de følger ofte med.',
        ],
      },
      nn: {
        what: 'Ho fortel namn på maskin, domene og innlogga brukar i eit Windows-nett.',
        doNow: [
          'Slå av «NetBIOS over TCP/IP» på nettverkskortet eller gjennom DHCP-tenaren.',
          'Sperr også port 138, 139 og 445 utanfrå, for dei følgjer ofte med.',
        ],
      },
      en: {
        what: 'It tells the name of the machine, the domain and the signed-in user of a Windows network.',
        doNow: [
          'Turn off “NetBIOS over TCP/IP” on the network adapter or through the DHCP server.',
          'Block ports 138, 139 and 445 from outside too, since they often come along.',
        ],
      },
    },
    {
      id: 'open-snmp',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'SNMP',
      port: 161,
      principles: ['2.3.3', '2.3.7', '2.5.2'],
      report: 'open-snmp-report',
      nb: {
        what: 'SNMP brukes til å overvåke nettverksutstyr, og svarer her med et passord alle kjenner («public»).',
        why: 'Fremmede kan lese oppsettet av nettet, noen ganger også endre det, og bruke utstyret til angrep.',
        doNow: [
          'Bytt ut «public» og «private», eller gå over til SNMPv3 med passord og kryptering.',
          'Tillat spørsmål bare fra overvåkingsserveren, med en tilgangsliste i utstyret.',
        ],
      },
      nn: {
        what: 'SNMP blir brukt til å overvake nettverksutstyr, og svarer her med eit passord alle kjenner («public»).',
        why: 'Framande kan lese oppsettet av nettet, nokre gonger også endre det, og bruke utstyret til angrep.',
        doNow: [
          'Byt ut «public» og «private», eller gå over til SNMPv3 med passord og kryptering.',
          'Tillat spørsmål berre frå overvakingstenaren, med ei tilgangsliste i utstyret.',
        ],
      },
      en: {
        what: 'SNMP is used to monitor network equipment, and here answers to a password everybody knows (“public”).',
        why: 'Strangers can read the layout of your network, sometimes change it, and use the equipment in attacks.',
        doNow: [
          'Replace “public” and “private”, or move to SNMPv3 with password and encryption.',
          'Allow questions from the monitoring server only, with an access list in the equipment.',
        ],
      },
    },
    {
      id: 'open-slp',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'SLP',
      port: 427,
      report: 'accessible-slp-service-report',
      nb: {
        what: 'SLP lar maskiner finne tjenester i lokalnettet, og finnes i VMware ESXi og mange skrivere.',
        why: 'SLP kan forsterke angrep over to tusen ganger (CVE-2023-29552). Utpressere har brukt hull i den mot ESXi.',
        doNow: [
          'Slå av SLP på ESXi: «/etc/init.d/slpd stop» og «chkconfig slpd off».',
          'Oppgrader ESXi som er eldre enn 7.0 U2c, for der er SLP på fra fabrikken.',
        ],
      },
      nn: {
        what: 'SLP lèt maskiner finne tenester i lokalnettet, og finst i VMware ESXi og mange skrivarar.',
        why: 'SLP kan forsterke angrep over to tusen gonger (CVE-2023-29552). Utpressarar har brukt hol i han mot ESXi.',
        doNow: [
          'Slå av SLP på ESXi: «/etc/init.d/slpd stop» og «chkconfig slpd off».',
          'Oppgrader ESXi som er eldre enn 7.0 U2c, for der er SLP på frå fabrikken.',
        ],
      },
      en: {
        what: 'SLP lets machines find services on the local network, and exists in VMware ESXi and many printers.',
        why: 'SLP can amplify attacks over two thousand times (CVE-2023-29552). Extortionists have used holes in it against ESXi.',
        doNow: [
          'Turn SLP off on ESXi: “/etc/init.d/slpd stop” and “chkconfig slpd off”.',
          'Upgrade ESXi older than 7.0 U2c, which ships with SLP turned on.',
        ],
      },
    },
    {
      id: 'accessible-coap',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'CoAP',
      port: 5683,
      principles: ['2.3.10', '2.5.2', '2.5.4'],
      report: 'accessible-coap-report',
      nb: {
        what: 'CoAP er et enkelt språk for sensorer og annet smått utstyr på nett.',
        doNow: [
          'La sensorene snakke gjennom en sentral eller et lukket mobilnett i stedet for åpent.',
          'Bruk CoAP med kryptering og nøkler (DTLS), der utstyret støtter det.',
        ],
      },
      nn: {
        what: 'CoAP er eit enkelt språk for sensorar og anna smått utstyr på nett.',
        doNow: [
          'La sensorane snakke gjennom ein sentral eller eit lukka mobilnett i staden for ope.',
          'Bruk CoAP med kryptering og nøklar (DTLS), der utstyret støttar det.',
        ],
      },
      en: {
        what: 'CoAP is a simple language for sensors and other small connected equipment.',
        doNow: [
          'Let the sensors speak through a hub or a closed mobile network instead of openly.',
          'Use CoAP with encryption and keys (DTLS), where the equipment supports it.',
        ],
      },
    },
    {
      id: 'open-loop-dos',
      type: 'vulnerable-system',
      severity: 'high',
      service: { nb: 'den sløyfeutsatte tjenesten', nn: 'den sløyfeutsette tenesta', en: 'the loop-prone service' },
      proof: 'absent-from-source',
      principles: ['2.3.1', '2.3.3', '2.5.1'],
      report: 'high-loop-dos-report',
      nb: {
        name: 'Tjenesten kan settes i en endeløs sløyfe',
        what: 'To slike tjenester kan settes til å svare hverandre i det uendelige (Loop DoS, CVE-2024-2169).',
        doNow: [
          'Se om det er DNS, NTP eller TFTP som svarer på {port}, og oppdater programmet eller utstyret.',
          'Fjern gamle tjenester som echo, daytime og active users helt.',
        ],
      },
      nn: {
        name: 'Tenesta kan setjast i ei endelaus sløyfe',
        what: 'To slike tenester kan setjast til å svare kvarandre i det uendelege (Loop DoS, CVE-2024-2169).',
        doNow: [
          'Sjå om det er DNS, NTP eller TFTP som svarer på {port}, og oppdater programmet eller utstyret.',
          'Fjern gamle tenester som echo, daytime og active users heilt.',
        ],
      },
      en: {
        name: 'The service can be sent into an endless loop',
        what: 'Two such services can be made to answer each other without end (Loop DoS, CVE-2024-2169).',
        doNow: [
          'See whether DNS, NTP or TFTP answers on {port}, and update the program or the equipment.',
          'Remove old services such as echo, daytime and active users altogether.',
        ],
      },
    },
    {
      id: 'open-ddos-middlebox',
      type: 'vulnerable-system',
      severity: 'medium',
      service: { nb: 'nettfilteret', nn: 'nettfilteret', en: 'the filtering device' },
      proof: 'absent-from-source',
      principles: ['2.3.1', '2.3.4', '2.5.1'],
      report: 'vulnerable-ddos-middlebox-report',
      nb: {
        first: 'Finn ut hvem som drifter nettfilteret, og hvilken regel som svarer på {port}.',
        ifYouCannot: ['Slå av sperresiden i nettfilteret for trafikk som kommer fra internett.'],
        what: 'En brannmur eller et innholdsfilter svarer med en sperreside uten at en ekte forbindelse finnes.',
        doNow: [
          'Still inn utstyret så det bare svarer når det har sett hele TCP-oppkoblingen.',
          'La det kaste ulovlig trafikk i stillhet, i stedet for å sende en side tilbake.',
          'Spør produsenten om en rettelse mot «TCP Middlebox Reflection».',
        ],
      },
      nn: {
        first: 'Finn ut kven som driftar nettfilteret, og kva regel som svarer på {port}.',
        ifYouCannot: ['Slå av sperresida i nettfilteret for trafikk som kjem frå internett.'],
        what: 'Ein brannmur eller eit innhaldsfilter svarer med ei sperreside utan at eit ekte samband finst.',
        doNow: [
          'Still inn utstyret så det berre svarer når det har sett heile TCP-oppkoplinga.',
          'La det kaste ulovleg trafikk i stille, i staden for å sende ei side tilbake.',
          'Spør produsenten om ei retting mot «TCP Middlebox Reflection».',
        ],
      },
      en: {
        first: 'Find out who runs the filtering device, and which rule answers on {port}.',
        ifYouCannot: ['Turn off the block page in the filtering device for traffic from the internet.'],
        what: 'A firewall or content filter answers with a block page though no real connection exists.',
        doNow: [
          'Set the equipment to answer only when it has seen the whole TCP handshake.',
          'Let it drop forbidden traffic silently instead of sending a page back.',
          'Ask the vendor for a fix against “TCP Middlebox Reflection”.',
        ],
      },
    },
    {
      id: 'rsit-ddos-amplifier',
      type: 'ddos-amplifier',
      severity: 'medium',
      service: { nb: 'den forsterkende tjenesten', nn: 'den forsterkande tenesta', en: 'the amplifying service' },
      proof: 'absent-from-source',
      nb: {
        name: 'En tjeneste kan brukes til å forsterke angrep',
        what: 'En liten forespørsel til tjenesten gir et stort svar.',
        doNow: [
          'Finn programmet som lytter på porten, og avinstaller det hvis ingen bruker det.',
          'Krev at avsenderen beviser adressen sin, hvis programmet har en slik innstilling.',
        ],
      },
      nn: {
        name: 'Ei teneste kan brukast til å forsterke angrep',
        what: 'Ein liten førespurnad til tenesta gjev eit stort svar.',
        doNow: [
          'Finn programmet som lyttar på porten, og avinstaller det om ingen bruker det.',
          'Krev at avsendaren provar adressa si, om programmet har ei slik innstilling.',
        ],
      },
      en: {
        name: 'A service can be used to amplify attacks',
        what: 'A small request to the service gives a large answer.',
        doNow: [
          'Find the program that listens on the port, and uninstall it if nobody uses it.',
          'Require the sender to prove its address, if the program has such a setting.',
        ],
      },
    },
  ],
}

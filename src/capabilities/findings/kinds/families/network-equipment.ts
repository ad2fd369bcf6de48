import type { Family } from '../kind.ts'

export const networkEquipment: Family = {
  id: 'network-equipment',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.4', '2.5.2', '2.6.6'],
  words: {
    nb: {
      name: 'Nettverksutstyr svarer fremmede: {service}',
      what: 'Utstyret svarer hele internett på {port}.',
      why: 'Den som styrer ruteren, kan avlytte, omdirigere eller stanse all trafikk for klinikken eller kommunen.',
      doNow: ['Steng {port} i brannmuren for {service}, og åpne bare for adresser dere kan navngi.'],
      ifYouCannot: ['Be nettleverandøren sperre {port} foran {service} i sitt eget nett.'],
    },
    nn: {
      name: 'Nettverksutstyr svarer framande: {service}',
      what: 'Utstyret svarer heile internett på {port}.',
      why: 'Den som styrer ruteren, kan avlytte, leie om eller stanse all trafikk for klinikken eller kommunen.',
      doNow: ['Steng {port} i brannmuren for {service}, og opne berre for adresser de kan namngje.'],
      ifYouCannot: ['Be nettleverandøren sperre {port} framfor {service} i sitt eige nett.'],
    },
    en: {
      name: 'Network equipment answers strangers: {service}',
      what: 'The equipment answers the whole internet on {port}.',
      why: 'Whoever controls the router can overhear, divert or stop all traffic of the clinic or municipality.',
      doNow: ['Close {port} in the firewall for {service}, and open only for addresses you can name.'],
      ifYouCannot: ['Ask the network provider to block {port} before {service} in its own network.'],
    },
  },
  kinds: [
    {
      id: 'accessible-bgp',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'BGP',
      port: 179,
      report: 'accessible-bgp-service-report',
      nb: {
        what: 'BGP avtaler veier mellom nett på internett, og her tar ruteren imot forbindelser fra ukjente.',
        doNow: [
          'Tillat bare naboenes adresser i ruterens tilgangsliste.',
          'Slå på TTL-kontroll (GTSM), så bare naboer ett hopp unna slipper til.',
        ],
      },
      nn: {
        what: 'BGP avtalar vegar mellom nett på internett, og her tek ruteren imot samband frå ukjende.',
        doNow: [
          'Tillat berre adressene til naboane i tilgangslista på ruteren.',
          'Slå på TTL-kontroll (GTSM), så berre naboar eitt hopp unna slepp til.',
        ],
      },
      en: {
        what: 'BGP agrees on routes between networks, and here the router accepts connections from strangers.',
        doNow: [
          'Allow only the neighbours’ addresses in the router’s access list.',
          'Turn on TTL checking (GTSM), so only neighbours one hop away get through.',
        ],
      },
    },
    {
      id: 'open-bgp',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'BGP',
      port: 179,
      report: 'open-bgp-service-report',
      nb: {
        name: 'Ruteren innleder BGP med hvem som helst',
        what: 'BGP avtaler veier mellom nett på internett, og ruteren begynner samtalen med hvem som helst.',
        doNow: [
          'Fjern dynamiske naboer som dekker hele internett, og navngi hver nabo.',
          'Sett passord på hver nabo (TCP-AO eller MD5), og filtrer rutene de kan sende.',
          'Se i loggen om ukjente har satt opp en økt.',
        ],
      },
      nn: {
        name: 'Ruteren innleier BGP med kven som helst',
        what: 'BGP avtalar vegar mellom nett på internett, og ruteren byrjar samtalen med kven som helst.',
        doNow: [
          'Fjern dynamiske naboar som dekkjer heile internett, og namngje kvar nabo.',
          'Set passord på kvar nabo (TCP-AO eller MD5), og filtrer rutene dei kan sende.',
          'Sjå i loggen om ukjende har sett opp ei økt.',
        ],
      },
      en: {
        name: 'The router opens BGP with anyone',
        what: 'BGP agrees on routes between networks, and the router begins that talk with anyone.',
        doNow: [
          'Remove dynamic neighbours that span the whole internet, and name each neighbour.',
          'Set a password for each neighbour (TCP-AO or MD5), and filter the routes they may send.',
          'See in the log whether strangers have established a session.',
        ],
      },
    },
    {
      id: 'accessible-cisco-smart-install',
      type: 'vulnerable-system',
      severity: 'critical',
      service: 'Cisco Smart Install',
      port: 4786,
      principles: ['2.3.1', '2.3.3', '2.6.6'],
      report: 'accessible-cisco-smart-install-report',
      nb: {
        what: 'Smart Install setter opp nye svitsjer uten passord, og lar fremmede lese eller bytte oppsettet.',
        doNow: [
          'Kjør «no vstack» på svitsjen, og kontroller med «show vstack config».',
          'Installer ny IOS-versjon, som retter det kritiske hullet CVE-2018-0171.',
          'Bytt alle passord i oppsettet, for det kan være lastet ned.',
        ],
      },
      nn: {
        what: 'Smart Install set opp nye svitsjar utan passord, og lèt framande lese eller byte oppsettet.',
        doNow: [
          'Køyr «no vstack» på svitsjen, og kontroller med «show vstack config».',
          'Installer ny IOS-versjon, som rettar det kritiske holet CVE-2018-0171.',
          'Byt alle passord i oppsettet, for det kan vere lasta ned.',
        ],
      },
      en: {
        what: 'Smart Install configures new switches without passwords, and lets strangers read or replace the configuration.',
        doNow: [
          'Run “no vstack” on the switch, and check with “show vstack config”.',
          'Install a new IOS version, which fixes the critical hole CVE-2018-0171.',
          'Change every password in the configuration, since it may have been downloaded.',
        ],
      },
    },
    {
      id: 'open-ip-tunnel',
      type: 'vulnerable-system',
      severity: 'medium',
      service: { nb: 'IP-tunnelen', nn: 'IP-tunnelen', en: 'the IP tunnel' },
      proof: 'absent-from-source',
      principles: ['2.3.4', '2.5.1', '2.7.4'],
      report: 'open-ip-tunnel-report',
      nb: {
        seen: 'Alle på internett kan sende gjennom den.',
        first: 'Avklar hvem IP-tunnelen går til, og om den fortsatt er i bruk.',
        ifYouCannot: ['Be nettleverandøren stanse tunneltrafikk til adressen fra andre enn motparten av IP-tunnelen.'],
        what: 'Maskinen pakker ut trafikk (GRE, IPIP eller 6in4) fra alle, uten å vite hvem som sendte den.',
        doNow: [
          'Tillat protokollene 4, 41 og 47 bare fra den faste motparten.',
          'Kjør tunnelen inne i IPsec eller WireGuard, som krever nøkkel.',
          'Slå av tunneler ingen lenger bruker.',
        ],
      },
      nn: {
        seen: 'Alle på internett kan sende gjennom ho.',
        first: 'Avklar kven IP-tunnelen går til, og om han framleis er i bruk.',
        ifYouCannot: ['Be nettleverandøren stanse tunneltrafikk til adressa frå andre enn motparten av IP-tunnelen.'],
        what: 'Maskina pakkar ut trafikk (GRE, IPIP eller 6in4) frå alle, utan å vite kven som sende han.',
        doNow: [
          'Tillat protokollane 4, 41 og 47 berre frå den faste motparten.',
          'Køyr tunnelen inne i IPsec eller WireGuard, som krev nøkkel.',
          'Slå av tunnelar ingen lenger bruker.',
        ],
      },
      en: {
        seen: 'Anyone on the internet can send through it.',
        first: 'Clarify where the IP tunnel leads, and whether it is still in use.',
        ifYouCannot: ['Ask the network provider to stop tunnel traffic from all but the far end of the IP tunnel.'],
        what: 'The machine unpacks traffic (GRE, IPIP or 6in4) from anyone, without knowing who sent it.',
        doNow: [
          'Allow protocols 4, 41 and 47 from the fixed counterpart only.',
          'Run the tunnel inside IPsec or WireGuard, which require keys.',
          'Turn off tunnels nobody uses any more.',
        ],
      },
    },
    {
      id: 'accessible-gtp',
      type: 'potentially-unwanted-accessible',
      severity: 'low',
      service: 'GTP',
      port: 2123,
      report: 'accessible-gprs-tunneling-protocol-gtp-report',
      nb: {
        what: 'GTP bærer mobildata inne i mobilnett, og skal bare brukes mellom operatører.',
        doNow: [
          'Spør om virksomheten har eget mobilnett eller en ruter med slik funksjon, og slå den av ellers.',
          'La trafikken gå i operatørenes lukkede nett (GRX eller IPX), også for port 2152 og 3386.',
        ],
      },
      nn: {
        what: 'GTP ber mobildata inne i mobilnett, og skal berre brukast mellom operatørar.',
        doNow: [
          'Spør om verksemda har eige mobilnett eller ein ruter med slik funksjon, og slå han av elles.',
          'La trafikken gå i dei lukka netta til operatørane (GRX eller IPX), også for port 2152 og 3386.',
        ],
      },
      en: {
        what: 'GTP carries mobile data inside mobile networks, and belongs between operators only.',
        doNow: [
          'Ask whether you have your own mobile network or such a router function; otherwise turn it off.',
          'Keep the traffic in the operators’ closed networks (GRX or IPX), for ports 2152 and 3386 too.',
        ],
      },
    },
    {
      id: 'open-cwmp',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'CWMP (TR-069)',
      port: 7547,
      principles: ['2.3.1', '2.3.3', '2.5.2'],
      report: 'open-cwmp-report',
      nb: {
        what: 'Gjennom CWMP styrer internettleverandøren ruteren dere leier.',
        doNow: [
          'Meld fra til internettleverandøren, som eier innstillingen og skal begrense den til egne servere.',
          'Slå av TR-069 i ruteren hvis dere eier den selv, og oppdater fastvaren.',
        ],
      },
      nn: {
        what: 'Gjennom CWMP styrer internettleverandøren ruteren de leiger.',
        doNow: [
          'Meld frå til internettleverandøren, som eig innstillinga og skal avgrense ho til eigne tenarar.',
          'Slå av TR-069 i ruteren om de eig han sjølve, og oppdater fastvara.',
        ],
      },
      en: {
        what: 'Through CWMP the internet provider manages the router you rent.',
        doNow: [
          'Tell your internet provider, who owns the setting and must limit it to its own servers.',
          'Turn off TR-069 in the router if you own it yourselves, and update the firmware.',
        ],
      },
    },
    {
      id: 'open-natpmp',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'NAT-PMP',
      port: 5351,
      principles: ['2.3.3', '2.3.4', '2.5.1'],
      report: 'open-nat-pmp-report',
      nb: {
        what: 'NAT-PMP lar maskiner åpne porter i ruteren, og her kan fremmede utenfra gjøre det samme.',
        doNow: [
          'Slå av NAT-PMP og UPnP i ruteren, eller bind dem til innsiden i miniupnpd.conf.',
          'Se gjennom listen over videresendte porter, og slett dem ingen kjenner.',
        ],
      },
      nn: {
        what: 'NAT-PMP lèt maskiner opne portar i ruteren, og her kan framande utanfrå gjere det same.',
        doNow: [
          'Slå av NAT-PMP og UPnP i ruteren, eller bind dei til innsida i miniupnpd.conf.',
          'Sjå gjennom lista over vidaresende portar, og slett dei ingen kjenner.',
        ],
      },
      en: {
        what: 'NAT-PMP lets machines open ports in the router, and here outsiders can do the same.',
        doNow: [
          'Turn off NAT-PMP and UPnP in the router, or bind them to the inside in miniupnpd.conf.',
          'Go through the list of forwarded ports, and delete those nobody knows.',
        ],
      },
    },
    {
      id: 'accessible-ike',
      type: 'other',
      severity: 'info',
      service: 'IKE',
      port: 500,
      principles: ['2.5.5', '2.6.7', '2.7.1'],
      report: 'accessible-isakmp-report',
      nb: {
        first: 'Kontroller at IKE på {port} hører til en VPN-løsning dere kjenner og bruker.',
        ifYouCannot: ['Slå av IKE på utstyr som ikke skal ta imot VPN.'],
        what: 'IKE setter opp kryptert fjerntilgang (VPN), og skal ofte være åpen.',
        doNow: [
          'Bruk IKEv2, og slå av IKEv1, særlig «aggressive mode» med delt nøkkel.',
          'Abonner på produsentens varsler, for VPN-bokser er et yndet mål.',
        ],
      },
      nn: {
        first: 'Kontroller at IKE på {port} høyrer til ei VPN-løysing de kjenner og bruker.',
        ifYouCannot: ['Slå av IKE på utstyr som ikkje skal ta imot VPN.'],
        what: 'IKE set opp kryptert fjerntilgang (VPN), og skal ofte vere open.',
        doNow: [
          'Bruk IKEv2, og slå av IKEv1, særleg «aggressive mode» med delt nøkkel.',
          'Abonner på varsla frå produsenten, for VPN-boksar er eit populært mål.',
        ],
      },
      en: {
        first: 'Check that IKE on {port} belongs to a VPN solution you know and use.',
        ifYouCannot: ['Turn IKE off on equipment that should not receive VPN.'],
        what: 'IKE sets up encrypted remote access (VPN), and is often meant to be open.',
        doNow: [
          'Use IKEv2, and turn off IKEv1, above all “aggressive mode” with a shared key.',
          'Subscribe to the vendor’s warnings, since VPN boxes are a favourite target.',
        ],
      },
    },
    {
      id: 'open-ike',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'IKE',
      port: 500,
      proof: 'absent-from-source',
      principles: ['2.3.1', '2.7.1', '3.1.1'],
      report: 'vulnerable-isakmp-report',
      nb: {
        name: 'VPN-utstyret har et kjent hull (IKE)',
        what: 'Cisco-utstyret for VPN lekker innhold fra minnet gjennom IKEv1 (CVE-2016-6415).',
        doNow: [
          'Installer rettelsen i Ciscos melding cisco-sa-20160916-ikev1, eller bytt utstyr som ikke får den.',
          'Bytt delte nøkler og passord, for de kan ha ligget i minnet som lekket.',
        ],
      },
      nn: {
        name: 'VPN-utstyret har eit kjent hol (IKE)',
        what: 'Cisco-utstyret for VPN slepp ut innhald frå minnet gjennom IKEv1 (CVE-2016-6415).',
        doNow: [
          'Installer rettinga i Cisco-meldinga cisco-sa-20160916-ikev1, eller byt utstyr som ikkje får ho.',
          'Byt delte nøklar og passord, for dei kan ha lege i minnet som kom ut.',
        ],
      },
      en: {
        name: 'The VPN equipment has a known hole (IKE)',
        what: 'The Cisco VPN equipment leaks memory contents through IKEv1 (CVE-2016-6415).',
        doNow: [
          'Install the fix in Cisco’s notice cisco-sa-20160916-ikev1, or replace equipment that lacks one.',
          'Change shared keys and passwords, since they may have been in the leaked memory.',
        ],
      },
    },
    {
      id: 'open-netis',
      type: 'vulnerable-system',
      severity: 'critical',
      service: { nb: 'Netis- eller Netcore-ruteren', nn: 'Netis- eller Netcore-ruteren', en: 'the Netis or Netcore router' },
      port: 53413,
      principles: ['2.1.2', '2.3.1', '2.3.7'],
      report: 'netcore-netis-router-vulnerability-scan-report',
      nb: {
        what: 'Ruteren har en bakdør fra fabrikken med et passord alle kjenner.',
        doNow: [
          'Bytt ruteren mot en modell som får oppdateringer, for få av disse er rettet.',
          'Regn passord som har gått gjennom ruteren, som kjente for andre.',
        ],
      },
      nn: {
        what: 'Ruteren har ei bakdør frå fabrikken med eit passord alle kjenner.',
        doNow: [
          'Byt ruteren mot ein modell som får oppdateringar, for få av desse er retta.',
          'Rekn passord som har gått gjennom ruteren, som kjende for andre.',
        ],
      },
      en: {
        what: 'The router has a factory backdoor with a password everybody knows.',
        doNow: [
          'Replace the router with a model that gets updates, since few of these have been fixed.',
          'Treat passwords that have passed through the router as known to others.',
        ],
      },
    },
    {
      id: 'accessible-ubiquiti-discovery-service',
      type: 'vulnerable-system',
      severity: 'high',
      service: {
        nb: 'oppdagingstjenesten fra Ubiquiti',
        nn: 'oppdagingstenesta frå Ubiquiti',
        en: 'the Ubiquiti discovery service',
      },
      port: 10001,
      principles: ['2.3.1', '2.3.3', '2.3.7'],
      report: 'open-ubiquiti-report',
      nb: {
        what: 'Tjenesten forteller navn, modell og versjon på trådløst utstyr, og kan forsterke angrep.',
        doNow: [
          'Slå av «Discovery» i utstyret, og oppgrader fastvaren.',
          'Bytt standardbrukeren «ubnt», og steng administrasjonssiden mot internett.',
        ],
      },
      nn: {
        what: 'Tenesta fortel namn, modell og versjon på trådlaust utstyr, og kan forsterke angrep.',
        doNow: [
          'Slå av «Discovery» i utstyret, og oppgrader fastvara.',
          'Byt standardbrukaren «ubnt», og steng administrasjonssida mot internett.',
        ],
      },
      en: {
        what: 'The service tells name, model and version of wireless equipment, and can amplify attacks.',
        doNow: [
          'Turn off “Discovery” in the equipment, and upgrade the firmware.',
          'Replace the default user “ubnt”, and close the management page towards the internet.',
        ],
      },
    },
  ],
}

import type { Family } from '../kind.ts'

export const management: Family = {
  id: 'management',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.2.3', '2.3.4', '2.5.2', '2.6.6'],
  words: {
    nb: {
      name: 'Driftstilgangen {service} er åpen mot internett',
      what: 'Tilgangen svarer hvem som helst på {port}.',
      why: 'Den som når driftstilgangen, styrer maskinen helt og kan lese, endre og slette alt som ligger der.',
      doNow: ['Steng {port} i brannmuren, og la bare driftsnettet nå {service}.'],
      ifYouCannot: ['Tillat {service} bare fra én fast driftsadresse til den kan flyttes.'],
    },
    nn: {
      name: 'Driftstilgangen {service} er open mot internett',
      what: 'Tilgangen svarer kven som helst på {port}.',
      why: 'Den som når driftstilgangen, styrer maskina heilt og kan lese, endre og slette alt som ligg der.',
      doNow: ['Steng {port} i brannmuren, og la berre driftsnettet nå {service}.'],
      ifYouCannot: ['Tillat {service} berre frå éi fast driftsadresse til tilgangen kan flyttast.'],
    },
    en: {
      name: 'The management access {service} is open to the internet',
      what: 'The access answers anyone on {port}.',
      why: 'Whoever reaches the management access controls the machine and can read, change and delete everything on it.',
      doNow: ['Close {port} in the firewall, and let only the operations network reach {service}.'],
      ifYouCannot: ['Allow {service} only from one fixed operations address until it can be moved.'],
    },
  },
  kinds: [
    {
      id: 'open-ipmi',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'IPMI',
      port: 623,
      report: 'open-ipmi-report',
      nb: {
        what: 'IPMI er fjernstyringen som er bygget inn i serveren, også når den er slått av (iDRAC, iLO, BMC).',
        doNow: [
          'Flytt administrasjonsporten til et eget nett uten vei til internett.',
          'Bytt fabrikkpassordet og slå av «cipher 0», som slipper inn hvem som helst.',
          'Slå av IPMI over nett hvis nettsiden til kortet er nok.',
        ],
      },
      nn: {
        what: 'IPMI er fjernstyringa som er bygd inn i tenaren, også når han er slått av (iDRAC, iLO, BMC).',
        doNow: [
          'Flytt administrasjonsporten til eit eige nett utan veg til internett.',
          'Byt fabrikkpassordet og slå av «cipher 0», som slepp inn kven som helst.',
          'Slå av IPMI over nett om nettsida til kortet er nok.',
        ],
      },
      en: {
        what: 'IPMI is the remote control built into the server, live even when it is off (iDRAC, iLO, BMC).',
        doNow: [
          'Move the management port to a network of its own with no way to the internet.',
          'Change the factory password and turn off “cipher 0”, which lets anyone in.',
          'Turn off IPMI over LAN if the card’s web page is enough.',
        ],
      },
    },
    {
      id: 'open-docker',
      type: 'vulnerable-system',
      severity: 'critical',
      service: 'Docker',
      port: 2375,
      report: 'accessible-docker-service-report',
      nb: {
        what: 'Docker starter programmer i beholdere, og her kan fremmede starte sine egne med full makt.',
        doNow: [
          'Fjern «-H tcp://0.0.0.0:2375», og bruk socketen lokalt eller SSH utenfra.',
          'List opp beholdere og bilder med «docker ps -a», og fjern dem dere ikke kjenner.',
          'Bygg maskinen opp på nytt hvis noe ukjent har kjørt der.',
        ],
      },
      nn: {
        what: 'Docker startar program i behaldarar, og her kan framande starte sine eigne med full makt.',
        doNow: [
          'Fjern «-H tcp://0.0.0.0:2375», og bruk socketen lokalt eller SSH utanfrå.',
          'List opp behaldarar og bilete med «docker ps -a», og fjern dei de ikkje kjenner.',
          'Bygg maskina opp på nytt om noko ukjent har køyrt der.',
        ],
      },
      en: {
        what: 'Docker starts programs in containers, and here strangers can start their own with full power.',
        doNow: [
          'Remove “-H tcp://0.0.0.0:2375”, and use the local socket, or SSH from outside.',
          'List containers and images with “docker ps -a”, and remove those you do not know.',
          'Rebuild the machine if anything unknown has run there.',
        ],
      },
    },
    {
      id: 'open-kubernetes',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'Kubernetes',
      port: 6443,
      report: 'accessible-kubernetes-api-server-report',
      nb: {
        what: 'Kubernetes styrer mange programmer på tvers av maskiner, og styringspunktet (API) er synlig for alle.',
        doNow: [
          'Begrens API-et til driftsadresser, i skytjenester kalt «authorized networks» eller privat endepunkt.',
          'Slå av anonym tilgang («--anonymous-auth=false») og steng kubelet på port 10250.',
        ],
      },
      nn: {
        what: 'Kubernetes styrer mange program på tvers av maskiner, og styringspunktet (API) er synleg for alle.',
        doNow: [
          'Avgrens API-et til driftsadresser, i skytenester kalla «authorized networks» eller privat endepunkt.',
          'Slå av anonym tilgang («--anonymous-auth=false») og steng kubelet på port 10250.',
        ],
      },
      en: {
        what: 'Kubernetes runs many programs across machines, and its control point (API) is visible to all.',
        doNow: [
          'Limit the API to operations addresses, called “authorized networks” or private endpoint in cloud services.',
          'Turn off anonymous access (“--anonymous-auth=false”) and close the kubelet on port 10250.',
        ],
      },
    },
    {
      id: 'accessible-adb',
      type: 'vulnerable-system',
      severity: 'critical',
      service: 'Android Debug Bridge (ADB)',
      port: 5555,
      principles: ['2.3.3', '2.3.10', '2.5.4'],
      report: 'accessible-adb-report',
      nb: {
        what: 'ADB gir full styring av Android-utstyr uten passord, og brukes ellers bare av utviklere.',
        doNow: [
          'Slå av «Trådløs feilsøking» og «USB-feilsøking» i utviklervalgene på skjermen, boksen eller nettbrettet.',
          'Tilbakestill enheten til fabrikkoppsett, for den er ofte infisert alt.',
        ],
      },
      nn: {
        what: 'ADB gjev full styring av Android-utstyr utan passord, og blir elles berre brukt av utviklarar.',
        doNow: [
          'Slå av trådlaus feilsøking og USB-feilsøking i utviklarvala på skjermen, boksen eller nettbrettet.',
          'Nullstill eininga til fabrikkoppsett, for ho er ofte infisert alt.',
        ],
      },
      en: {
        what: 'ADB gives full control of Android equipment without a password, and is meant for developers only.',
        doNow: [
          'Turn off wireless and USB debugging in the developer options of the screen, box or tablet.',
          'Reset the device to factory settings, since it is often infected already.',
        ],
      },
    },
    {
      id: 'accessible-hadoop',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'Hadoop',
      port: 50070,
      report: 'accessible-hadoop-report',
      nb: {
        what: 'Hadoop lagrer og behandler store datamengder, og viser her filområdet uten innlogging.',
        doNow: [
          'Slå på Kerberos («hadoop.security.authentication=kerberos») for hele klyngen.',
          'Steng også port 50075, 9870, 9864 og 8088, som hører til samme system.',
          'Se etter ukjente jobber i YARN, som angripere bruker til å kjøre egen kode.',
        ],
      },
      nn: {
        what: 'Hadoop lagrar og handsamar store datamengder, og viser her filområdet utan innlogging.',
        doNow: [
          'Slå på Kerberos («hadoop.security.authentication=kerberos») for heile klynga.',
          'Steng også port 50075, 9870, 9864 og 8088, som høyrer til same system.',
          'Sjå etter ukjende jobbar i YARN, som angriparar bruker til å køyre eigen kode.',
        ],
      },
      en: {
        what: 'Hadoop stores and processes large amounts of data, and here shows its files without sign-in.',
        doNow: [
          'Turn on Kerberos (“hadoop.security.authentication=kerberos”) for the whole cluster.',
          'Close ports 50075, 9870, 9864 and 8088 too, which belong to the same system.',
          'Look for unknown jobs in YARN, which attackers use to run their own code.',
        ],
      },
    },
    {
      id: 'open-epmd',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'EPMD',
      port: 4369,
      report: 'accessible-erlang-port-mapper-report-daemon',
      nb: {
        what: 'EPMD viser vei mellom Erlang-programmer, for eksempel RabbitMQ og CouchDB.',
        doNow: [
          'Start programmet med «ERL_EPMD_ADDRESS=127.0.0.1» når det bare finnes én maskin.',
          'Bytt den delte hemmeligheten (Erlang-cookien), for den gir fjernstyring av programmet.',
        ],
      },
      nn: {
        what: 'EPMD viser veg mellom Erlang-program, til dømes RabbitMQ og CouchDB.',
        doNow: [
          'Start programmet med «ERL_EPMD_ADDRESS=127.0.0.1» når det berre finst éi maskin.',
          'Byt den delte løyndomen (Erlang-cookien), for han gjev fjernstyring av programmet.',
        ],
      },
      en: {
        what: 'EPMD shows the way between Erlang programs, such as RabbitMQ and CouchDB.',
        doNow: [
          'Start the program with “ERL_EPMD_ADDRESS=127.0.0.1” when there is only one machine.',
          'Change the shared secret (the Erlang cookie), since it gives remote control of the program.',
        ],
      },
    },
    {
      id: 'accessible-msrpc',
      type: 'potentially-unwanted-accessible',
      severity: 'high',
      service: 'Microsoft RPC',
      port: 135,
      principles: ['2.3.1', '2.4.4', '2.5.2'],
      report: 'accessible-ms-rpc-service-report',
      nb: {
        what: 'Gjennom RPC fjernstyrer Windows-maskiner hverandre, og det hører bare hjemme innenfor brannmuren.',
        doNow: [
          'Slå på Windows-brannmuren for offentlige nett, og fjern unntak for RPC og DCOM.',
          'Sperr også port 139, 445, 593 og de høye portene 49152–65535 utenfra.',
        ],
      },
      nn: {
        what: 'Gjennom RPC fjernstyrer Windows-maskiner kvarandre, og det høyrer berre heime innanfor brannmuren.',
        doNow: [
          'Slå på Windows-brannmuren for offentlege nett, og fjern unntak for RPC og DCOM.',
          'Sperr også port 139, 445, 593 og dei høge portane 49152–65535 utanfrå.',
        ],
      },
      en: {
        what: 'Through RPC Windows machines control each other, and that belongs inside the firewall only.',
        doNow: [
          'Turn on the Windows firewall for public networks, and remove exceptions for RPC and DCOM.',
          'Block ports 139, 445, 593 and the high ports 49152–65535 from outside too.',
        ],
      },
    },
  ],
}

import type { Family } from '../kind.ts'

export const ddosParticipant: Family = {
  id: 'ddos-participant',
  nature: 'event',
  proof: 'absent-from-source',
  principles: ['2.5.1', '2.3.10', '3.2.3'],
  words: {
    nb: {
      name: 'Nettet deres kan brukes mot andre: {service}',
      what: 'Trafikken eller målingen peker på en adresse dere har ansvar for.',
      why: 'Angrep fra nettet deres skader andre og gir dere dårlig rykte. De kan også gjøre linjen deres treg.',
      doNow: ['Finn ut hvilket nett og utstyr som er årsak til {service}.'],
      ifYouCannot: ['Be internettleverandøren filtrere {service} på linjen deres.'],
    },
    nn: {
      name: 'Nettet dykkar kan brukast mot andre: {service}',
      what: 'Trafikken eller målinga peikar på ei adresse de har ansvar for.',
      why: 'Angrep frå nettet dykkar skader andre og gjev dykk dårleg rykte. Dei kan også gjere linja dykkar treg.',
      doNow: ['Finn ut kva nett og utstyr som er årsak til {service}.'],
      ifYouCannot: ['Be internettleverandøren filtrere {service} på linja dykkar.'],
    },
    en: {
      name: 'Your network can be used against others: {service}',
      what: 'The traffic or the measurement points to an address you are responsible for.',
      why: 'Attacks from your network harm others and your reputation. They may also slow your own line.',
      doNow: ['Find out which network and equipment cause {service}.'],
      ifYouCannot: ['Ask your internet provider to filter {service} on your line.'],
    },
  },
  kinds: [
    {
      id: 'ddos-participant',
      type: 'ddos',
      severity: 'high',
      service: { nb: 'angrepstrafikken', nn: 'angrepstrafikken', en: 'the attack traffic' },
      report: 'ddos-participant-report',
      nb: {
        name: 'Nettet deres deltok i et tjenestenektangrep',
        what: 'Adressen deltok i et angrep der mange maskiner oversvømmer et mål (tjenestenektangrep).',
        doNow: [
          'Se særlig på kameraer, rutere og annet småutstyr, og start det på nytt med ny fastvare.',
          'Bytt standardpassordet på utstyret, og steng innlogging fra internett.',
        ],
      },
      nn: {
        name: 'Nettet dykkar deltok i eit tenestenektangrep',
        what: 'Adressa deltok i eit angrep der mange maskiner fløymer over eit mål (tenestenektangrep).',
        doNow: [
          'Sjå særleg på kamera, ruterar og anna småutstyr, og start det på nytt med ny fastvare.',
          'Byt standardpassordet på utstyret, og steng innlogging frå internett.',
        ],
      },
      en: {
        name: 'Your network took part in a denial of service attack',
        what: 'The address took part in an attack where many machines flood a target (denial of service).',
        doNow: [
          'Look at cameras, routers and other small equipment first, and restart it with new firmware.',
          'Change the default password of the equipment, and close sign-in from the internet.',
        ],
      },
    },
    {
      id: 'ip-spoofer',
      type: 'masquerade',
      severity: 'medium',
      service: { nb: 'trafikken med falsk avsender', nn: 'trafikken med falsk avsendar', en: 'the traffic with false senders' },
      report: 'ip-spoofer-events-report',
      nature: 'exposure',
      principles: ['2.2.3', '2.5.1', '2.3.4'],
      nb: {
        name: 'Nettet slipper ut trafikk med falsk avsender',
        what: 'En måling fra CAIDA Spoofer viser at nettet slipper ut pakker med falsk avsenderadresse.',
        doNow: [
          'Slå på kontroll av avsenderadresser i ytterste ruter (BCP 38, ofte gjort med uRPF).',
          'Kjør målingen på nytt fra samme nett når filteret er på plass.',
        ],
      },
      nn: {
        name: 'Nettet slepp ut trafikk med falsk avsendar',
        what: 'Ei måling frå CAIDA Spoofer viser at nettet slepp ut pakkar med falsk avsendaradresse.',
        doNow: [
          'Slå på kontroll av avsendaradresser i den ytste ruteren (BCP 38, ofte gjort med uRPF).',
          'Køyr målinga på nytt frå same nett når filteret er på plass.',
        ],
      },
      en: {
        name: 'The network lets out traffic with false senders',
        what: 'A measurement by CAIDA Spoofer shows that the network lets out packets with false sender addresses.',
        doNow: [
          'Turn on source address checking in the outermost router (BCP 38, often done with uRPF).',
          'Run the measurement again from the same network when the filter is in place.',
        ],
      },
    },
  ],
}

import type { Family } from '../kind.ts'

export const messageBroker: Family = {
  id: 'message-broker',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.4', '2.5.2', '2.6.6'],
  words: {
    nb: {
      name: 'Meldingstjenesten {service} er åpen mot internett',
      what: 'Tjenesten formidler meldinger mellom systemer, og svarer hvem som helst på {port}.',
      why: 'Fremmede kan lese eller sende meldinger som fagsystemer, alarmer og sensorer stoler på.',
      doNow: ['Steng {port} i brannmuren, og åpne bare for systemene som utveksler meldinger gjennom {service}.'],
      ifYouCannot: ['La partnere nå {service} gjennom en fast, kryptert tunnel.'],
    },
    nn: {
      name: 'Meldingstenesta {service} er open mot internett',
      what: 'Tenesta formidlar meldingar mellom system, og svarer kven som helst på {port}.',
      why: 'Framande kan lese eller sende meldingar som fagsystem, alarmar og sensorar stoler på.',
      doNow: ['Steng {port} i brannmuren, og opne berre for systema som utvekslar meldingar gjennom {service}.'],
      ifYouCannot: ['La partnarar nå {service} gjennom ein fast, kryptert tunnel.'],
    },
    en: {
      name: 'The message service {service} is open to the internet',
      what: 'The service carries messages between systems, and answers anyone on {port}.',
      why: 'Strangers can read or send messages that business systems, alarms and sensors trust.',
      doNow: ['Close {port} in the firewall, and open only for systems that exchange messages through {service}.'],
      ifYouCannot: ['Let partners reach {service} through a fixed, encrypted tunnel.'],
    },
  },
  kinds: [
    {
      id: 'open-mqtt',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'MQTT',
      port: 1883,
      report: 'open-mqtt-report',
      nb: {
        what: 'MQTT brukes av sensorer og velferdsteknologi.',
        doNow: [
          'Gå over til kryptert MQTT på port 8883, med eget sertifikat på serveren.',
          'Gi hver enhet sin egen bruker, og bare rett til sine egne emner.',
        ],
      },
      nn: {
        what: 'MQTT blir brukt av sensorar og velferdsteknologi.',
        doNow: [
          'Gå over til kryptert MQTT på port 8883, med eige sertifikat på tenaren.',
          'Gje kvar eining sin eigen brukar, og berre rett til sine eigne emne.',
        ],
      },
      en: {
        what: 'MQTT is used by sensors and welfare technology.',
        doNow: [
          'Move to encrypted MQTT on port 8883, with a certificate on the server.',
          'Give each device its own user, with rights to its own topics only.',
        ],
      },
    },
    {
      id: 'open-mqtt-anon',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'MQTT',
      port: 1883,
      report: 'open-mqtt-report',
      nb: {
        name: 'MQTT slipper inn alle uten innlogging',
        what: 'MQTT brukes av sensorer og velferdsteknologi, og her slipper alle inn uten passord.',
        doNow: [
          'Sett «allow_anonymous false» og en passordfil i Mosquitto, eller det tilsvarende i deres program.',
          'Finn ut hvilke meldinger fremmede kan ha lest eller sendt, og si fra til dem det gjelder.',
        ],
      },
      nn: {
        name: 'MQTT slepp inn alle utan innlogging',
        what: 'MQTT blir brukt av sensorar og velferdsteknologi, og her slepp alle inn utan passord.',
        doNow: [
          'Set «allow_anonymous false» og ei passordfil i Mosquitto, eller det tilsvarande i programmet dykkar.',
          'Finn ut kva meldingar framande kan ha lese eller sendt, og sei frå til dei det gjeld.',
        ],
      },
      en: {
        name: 'MQTT lets everyone in without sign-in',
        what: 'MQTT is used by sensors and welfare technology, and here anyone is let in without a password.',
        doNow: [
          'Set “allow_anonymous false” and a password file in Mosquitto, or the equivalent in your program.',
          'Find out which messages strangers may have read or sent, and tell those concerned.',
        ],
      },
    },
    {
      id: 'accessible-amqp',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'AMQP',
      port: 5672,
      report: 'accessible-amqp-report',
      nb: {
        what: 'AMQP er språket til blant annet RabbitMQ.',
        doNow: [
          'Slett eller sperr brukeren «guest», og gi hvert program sin egen bruker.',
          'Bruk kryptert AMQP på port 5671, og steng administrasjonssiden på port 15672.',
        ],
      },
      nn: {
        what: 'AMQP er språket til mellom anna RabbitMQ.',
        doNow: [
          'Slett eller sperr brukaren «guest», og gje kvart program sin eigen brukar.',
          'Bruk kryptert AMQP på port 5671, og steng administrasjonssida på port 15672.',
        ],
      },
      en: {
        what: 'AMQP is the language of RabbitMQ among others.',
        doNow: [
          'Delete or lock the user “guest”, and give each program its own user.',
          'Use encrypted AMQP on port 5671, and close the management page on port 15672.',
        ],
      },
    },
    {
      id: 'open-activemq',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'ActiveMQ',
      port: 61616,
      principles: ['2.3.1', '2.5.2', '3.1.2'],
      report: 'accessible-activemq-service-report',
      nb: {
        what: 'ActiveMQ fra Apache hadde i 2023 et hull som utpressere fortsatt bruker (CVE-2023-46604).',
        doNow: [
          'Oppgrader til minst 5.15.16, 5.16.7, 5.17.6 eller 5.18.3.',
          'Undersøk maskinen for ukjente filer og prosesser hvis den har vært åpen uten oppgradering.',
          'Bytt passordet «admin» på administrasjonssiden på port 8161.',
        ],
      },
      nn: {
        what: 'ActiveMQ frå Apache hadde i 2023 eit hol som utpressarar framleis bruker (CVE-2023-46604).',
        doNow: [
          'Oppgrader til minst 5.15.16, 5.16.7, 5.17.6 eller 5.18.3.',
          'Undersøk maskina for ukjende filer og prosessar om ho har vore open utan oppgradering.',
          'Byt passordet «admin» på administrasjonssida på port 8161.',
        ],
      },
      en: {
        what: 'Apache ActiveMQ had a hole in 2023 that extortionists still use (CVE-2023-46604).',
        doNow: [
          'Upgrade to at least 5.15.16, 5.16.7, 5.17.6 or 5.18.3.',
          'Examine the machine for unknown files and processes if it has been open without the upgrade.',
          'Change the password “admin” on the management page on port 8161.',
        ],
      },
    },
    {
      id: 'accessible-msmq',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'MSMQ',
      port: 1801,
      principles: ['2.3.1', '2.3.3', '2.5.2'],
      report: 'accessible-msmq-service-report',
      nb: {
        what: 'MSMQ er meldingskøen i Windows, og hadde et hull som gir full kontroll (CVE-2023-21554).',
        doNow: [
          'Installer Windows-oppdateringene fra april 2023 eller nyere.',
          'Fjern funksjonen «Message Queuing» i Windows der intet program bruker den.',
        ],
      },
      nn: {
        what: 'MSMQ er meldingskøen i Windows, og hadde eit hol som gjev full kontroll (CVE-2023-21554).',
        doNow: [
          'Installer Windows-oppdateringane frå april 2023 eller nyare.',
          'Fjern funksjonen «Message Queuing» i Windows der ikkje noko program bruker han.',
        ],
      },
      en: {
        what: 'MSMQ is the message queue of Windows, and had a hole that gives full control (CVE-2023-21554).',
        doNow: [
          'Install the Windows updates of April 2023 or later.',
          'Remove the Windows feature “Message Queuing” where no program uses it.',
        ],
      },
    },
  ],
}

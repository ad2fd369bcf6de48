import type { Family } from '../kind.ts'

export const database: Family = {
  id: 'database',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.4', '2.5.2', '2.6.4'],
  words: {
    nb: {
      name: 'Databasen {service} er åpen mot internett',
      what: 'Tjenesten svarer hvem som helst på {port}.',
      why: 'Data om pasienter og innbyggere kan bli kopiert, slettet eller holdt som gissel på minutter.',
      doNow: ['Steng {port} i brannmuren, så bare programmene som bruker {service}, når den.'],
      ifYouCannot: ['Tillat {port} bare fra adressene til programmene som må nå {service}.'],
    },
    nn: {
      name: 'Databasen {service} er open mot internett',
      what: 'Tenesta svarer kven som helst på {port}.',
      why: 'Data om pasientar og innbyggjarar kan bli kopierte, sletta eller haldne som gissel på minutt.',
      doNow: ['Steng {port} i brannmuren, så berre programma som bruker {service}, når han.'],
      ifYouCannot: ['Tillat {port} berre frå adressene til programma som må nå {service}.'],
    },
    en: {
      name: 'The {service} database is open to the internet',
      what: 'The service answers anyone on {port}.',
      why: 'Data about patients and citizens can be copied, deleted or held hostage within minutes.',
      doNow: ['Close {port} in the firewall, so only the programs that use {service} can reach it.'],
      ifYouCannot: ['Allow {port} only from the addresses of programs that must reach {service}.'],
    },
  },
  kinds: [
    {
      id: 'open-mysql',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'MySQL',
      port: 3306,
      report: 'accessible-mysql-server-report',
      nb: {
        what: 'MySQL og MariaDB er vanlige databaser bak nettsteder.',
        doNow: [
          'Sett «bind-address = 127.0.0.1» når databasen og nettstedet står på samme maskin.',
          'Fjern brukere med vert «%», og krev TLS for dem som må logge inn over nettet.',
        ],
      },
      nn: {
        what: 'MySQL og MariaDB er vanlege databasar bak nettstader.',
        doNow: [
          'Set «bind-address = 127.0.0.1» når databasen og nettstaden står på same maskin.',
          'Fjern brukarar med vert «%», og krev TLS for dei som må logge inn over nettet.',
        ],
      },
      en: {
        what: 'MySQL and MariaDB are common databases behind websites.',
        doNow: [
          'Set “bind-address = 127.0.0.1” when database and website share a machine.',
          'Remove users with host “%”, and require TLS for those who must sign in remotely.',
        ],
      },
    },
    {
      id: 'open-postgres',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'PostgreSQL',
      port: 5432,
      report: 'accessible-postgresql-server-report',
      nb: {
        what: 'PostgreSQL er en vanlig database bak fagsystemer.',
        doNow: [
          'Sett «listen_addresses» til den indre adressen i postgresql.conf.',
          'Fjern 0.0.0.0/0 og «trust» fra pg_hba.conf, og bruk «hostssl» med scram-sha-256.',
        ],
      },
      nn: {
        what: 'PostgreSQL er ein vanleg database bak fagsystem.',
        doNow: [
          'Set «listen_addresses» til den indre adressa i postgresql.conf.',
          'Fjern 0.0.0.0/0 og «trust» frå pg_hba.conf, og bruk «hostssl» med scram-sha-256.',
        ],
      },
      en: {
        what: 'PostgreSQL is a common database behind business systems.',
        doNow: [
          'Set “listen_addresses” to the inner address in postgresql.conf.',
          'Remove 0.0.0.0/0 and “trust” from pg_hba.conf, and use “hostssl” with scram-sha-256.',
        ],
      },
    },
    {
      id: 'open-mssql',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'Microsoft SQL Server',
      port: 1434,
      report: 'open-ms-sql-server-resolution-service-report',
      nb: {
        what: 'Hjelpetjenesten SQL Server Browser forteller hvilke databaser som finnes, og kan forsterke angrep.',
        doNow: [
          'Stans tjenesten «SQL Server Browser», eller skjul instansen og oppgi fast port.',
          'Steng også port 1433, der selve databasen svarer.',
          'Slå av kontoen «sa», og se etter mange mislykkede innlogginger i feilloggen.',
        ],
      },
      nn: {
        what: 'Hjelpetenesta SQL Server Browser fortel kva databasar som finst, og kan forsterke angrep.',
        doNow: [
          'Stans tenesta «SQL Server Browser», eller gøym instansen og gje opp fast port.',
          'Steng også port 1433, der sjølve databasen svarer.',
          'Slå av kontoen «sa», og sjå etter mange mislukka innloggingar i feilloggen.',
        ],
      },
      en: {
        what: 'The helper service SQL Server Browser tells which databases exist, and can amplify attacks.',
        doNow: [
          'Stop the “SQL Server Browser” service, or hide the instance and give it a fixed port.',
          'Close port 1433 too, where the database itself answers.',
          'Disable the “sa” account, and look for many failed sign-ins in the error log.',
        ],
      },
    },
    {
      id: 'open-mongodb',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'MongoDB',
      port: 27017,
      report: 'open-mongodb-report',
      nb: {
        what: 'MongoDB er en dokumentdatabase som i eldre oppsett ikke krever innlogging.',
        doNow: [
          'Slå på «security.authorization: enabled», og sett «net.bindIp» til den indre adressen.',
          'Se etter en ny samling med krav om løsepenger, og sammenlign antall poster med sikkerhetskopien.',
        ],
      },
      nn: {
        what: 'MongoDB er ein dokumentdatabase som i eldre oppsett ikkje krev innlogging.',
        doNow: [
          'Slå på «security.authorization: enabled», og set «net.bindIp» til den indre adressa.',
          'Sjå etter ei ny samling med krav om løysepengar, og samanlikn talet på postar med tryggingskopien.',
        ],
      },
      en: {
        what: 'MongoDB is a document database that asks for no sign-in in older set-ups.',
        doNow: [
          'Turn on “security.authorization: enabled”, and set “net.bindIp” to the inner address.',
          'Look for a new collection demanding ransom, and compare record counts with the backup.',
        ],
      },
    },
    {
      id: 'open-redis',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'Redis',
      port: 6379,
      report: 'open-redis-report',
      nb: {
        what: 'Redis er et raskt lager i minnet, der åpen tilgang ofte gir kontroll over hele maskinen.',
        doNow: [
          'Sett «bind» til den indre adressen, «protected-mode yes» og et langt passord med «requirepass».',
          'Kjør Redis som en bruker uten rettigheter, aldri som root.',
          'Se etter ukjente nøkler i authorized_keys og ukjente oppgaver i crontab.',
        ],
      },
      nn: {
        what: 'Redis er eit raskt lager i minnet, der open tilgang ofte gjev kontroll over heile maskina.',
        doNow: [
          'Set «bind» til den indre adressa, «protected-mode yes» og eit langt passord med «requirepass».',
          'Køyr Redis som ein brukar utan rettar, aldri som root.',
          'Sjå etter ukjende nøklar i authorized_keys og ukjende oppgåver i crontab.',
        ],
      },
      en: {
        what: 'Redis is a fast in-memory store, where open access often gives control of the whole machine.',
        doNow: [
          'Set “bind” to the inner address, “protected-mode yes” and a long password with “requirepass”.',
          'Run Redis as an unprivileged user, never as root.',
          'Look for unknown keys in authorized_keys and unknown jobs in crontab.',
        ],
      },
    },
    {
      id: 'open-elasticsearch',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'Elasticsearch',
      port: 9200,
      report: 'open-elasticsearch-report',
      nb: {
        what: 'Elasticsearch er en søkemotor som ofte holder logger eller kopier av fagdata.',
        doNow: [
          'Slå på «xpack.security.enabled: true», og sett passord for alle innebygde brukere.',
          'Sett «network.host» til den indre adressen, og steng port 9300 og Kibana på 5601 samtidig.',
        ],
      },
      nn: {
        what: 'Elasticsearch er ein søkjemotor som ofte held loggar eller kopiar av fagdata.',
        doNow: [
          'Slå på «xpack.security.enabled: true», og set passord for alle innebygde brukarar.',
          'Set «network.host» til den indre adressa, og steng port 9300 og Kibana på 5601 samstundes.',
        ],
      },
      en: {
        what: 'Elasticsearch is a search engine that often holds logs or copies of business data.',
        doNow: [
          'Turn on “xpack.security.enabled: true”, and set passwords for every built-in user.',
          'Set “network.host” to the inner address, and close port 9300 and Kibana on 5601 as well.',
        ],
      },
    },
    {
      id: 'open-couchdb',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'CouchDB',
      port: 5984,
      report: 'accessible-couchdb-report',
      nb: {
        what: 'CouchDB er en dokumentdatabase med eget webgrensesnitt.',
        doNow: [
          'Oppgrader til minst 3.2.2, for eldre utgaver lar fremmede bli administrator (CVE-2022-24706).',
          'Sett «bind_address = 127.0.0.1» og «require_valid_user = true», og velg nytt administratorpassord.',
        ],
      },
      nn: {
        what: 'CouchDB er ein dokumentdatabase med eige webgrensesnitt.',
        doNow: [
          'Oppgrader til minst 3.2.2, for eldre utgåver lèt framande bli administrator (CVE-2022-24706).',
          'Set «bind_address = 127.0.0.1» og «require_valid_user = true», og vel nytt administratorpassord.',
        ],
      },
      en: {
        what: 'CouchDB is a document database with its own web interface.',
        doNow: [
          'Upgrade to at least 3.2.2, since older versions let strangers become administrator (CVE-2022-24706).',
          'Set “bind_address = 127.0.0.1” and “require_valid_user = true”, and choose a new administrator password.',
        ],
      },
    },
    {
      id: 'open-memcached',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'Memcached',
      port: 11211,
      report: 'open-memcached-report',
      nb: {
        name: 'Mellomlageret {service} er åpent mot internett',
        what: 'Memcached er et mellomlager uten innlogging, og kan forsterke angrep titusenvis av ganger.',
        doNow: [
          'Start memcached med «-U 0», som slår av UDP, og «-l 127.0.0.1».',
          'Tøm mellomlageret og bytt økter og nøkler som kan ha ligget der.',
        ],
      },
      nn: {
        name: 'Mellomlageret {service} er ope mot internett',
        what: 'Memcached er eit mellomlager utan innlogging, og kan forsterke angrep titusenvis av gonger.',
        doNow: [
          'Start memcached med «-U 0», som slår av UDP, og «-l 127.0.0.1».',
          'Tøm mellomlageret og byt økter og nøklar som kan ha lege der.',
        ],
      },
      en: {
        name: 'The {service} cache is open to the internet',
        what: 'Memcached is a cache without sign-in, and can amplify attacks tens of thousands of times.',
        doNow: [
          'Start memcached with “-U 0”, which turns UDP off, and “-l 127.0.0.1”.',
          'Empty the cache, and replace sessions and keys that may have been in it.',
        ],
      },
    },
    {
      id: 'open-db2-discovery-service',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'IBM Db2',
      port: 523,
      report: 'open-db2-discovery-service-report',
      nb: {
        what: 'Tjenesten som forteller hvilke Db2-databaser som finnes, svarer fremmede og kan forsterke angrep.',
        doNow: [
          'Slå av oppdaging på administrasjonsserveren: «db2 update admin cfg using DISCOVER disable».',
          'Stans administrasjonsserveren (DAS) med «db2admin stop» hvis ingen bruker den.',
        ],
      },
      nn: {
        what: 'Tenesta som fortel kva Db2-databasar som finst, svarer framande og kan forsterke angrep.',
        doNow: [
          'Slå av oppdaging på administrasjonstenaren: «db2 update admin cfg using DISCOVER disable».',
          'Stans administrasjonstenaren (DAS) med «db2admin stop» om ingen bruker han.',
        ],
      },
      en: {
        what: 'The service that tells which Db2 databases exist answers strangers and can amplify attacks.',
        doNow: [
          'Turn off discovery on the administration server: “db2 update admin cfg using DISCOVER disable”.',
          'Stop the administration server (DAS) with “db2admin stop” if nobody uses it.',
        ],
      },
    },
  ],
}

import type { Family } from '../kind.ts'

export const fileSharing: Family = {
  id: 'file-sharing',
  nature: 'exposure',
  proof: 'rescan',
  principles: ['2.3.3', '2.5.2', '2.7.4'],
  words: {
    nb: {
      name: '{service} er åpen mot internett',
      what: 'Filene ligger bak {port}, som svarer hele internett.',
      why: 'Filområder i helse og kommune har ofte personopplysninger. De er også en vei inn for utpressere.',
      doNow: ['Steng {port} i brannmuren, og gi dem som trenger {service}, tilgang gjennom VPN (kryptert fjerntilgang).'],
      ifYouCannot: ['Flytt sensitive filer bort fra {service} til tilgangen er begrenset.'],
    },
    nn: {
      name: '{service} er open mot internett',
      what: 'Filene ligg bak {port}, som svarer heile internett.',
      why: 'Filområde i helse og kommune har ofte personopplysningar. Dei er også ein veg inn for utpressarar.',
      doNow: ['Steng {port} i brannmuren, og gje dei som treng {service}, tilgang gjennom VPN (kryptert fjerntilgang).'],
      ifYouCannot: ['Flytt sensitive filer bort frå {service} til tilgangen er avgrensa.'],
    },
    en: {
      name: '{service} is open to the internet',
      what: 'The files lie behind {port}, which answers the whole internet.',
      why: 'File areas in health care and municipalities often hold personal data. They are also a way in for extortionists.',
      doNow: ['Close {port} in the firewall, and give users of {service} access through VPN (encrypted remote access).'],
      ifYouCannot: ['Move sensitive files away from {service} until access is limited.'],
    },
  },
  kinds: [
    {
      id: 'open-smb',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'SMB',
      port: 445,
      principles: ['2.3.1', '2.3.3', '2.5.2'],
      report: 'accessible-smb-report',
      nb: {
        what: 'SMB er fildelingen i Windows, og skal aldri stå åpen mot internett.',
        doNow: [
          'Slå av SMB versjon 1: «Set-SmbServerConfiguration -EnableSMB1Protocol $false».',
          'Installer MS17-010 og nyere Windows-oppdateringer på maskinen.',
          'Sperr også port 139 og utgående SMB, som kan lekke passord.',
        ],
      },
      nn: {
        what: 'SMB er fildelinga i Windows, og skal aldri stå open mot internett.',
        doNow: [
          'Slå av SMB versjon 1: «Set-SmbServerConfiguration -EnableSMB1Protocol $false».',
          'Installer MS17-010 og nyare Windows-oppdateringar på maskina.',
          'Sperr også port 139 og utgåande SMB, som kan lekke passord.',
        ],
      },
      en: {
        what: 'SMB is the file sharing of Windows, and should never be open to the internet.',
        doNow: [
          'Turn off SMB version 1: “Set-SmbServerConfiguration -EnableSMB1Protocol $false”.',
          'Install MS17-010 and later Windows updates on the machine.',
          'Block port 139 and outgoing SMB too, which can leak passwords.',
        ],
      },
    },
    {
      id: 'accessible-ftp',
      type: 'vulnerable-system',
      severity: 'info',
      service: 'FTP',
      port: 21,
      report: 'accessible-ftp-report',
      nb: {
        what: 'FTP er gammel filoverføring, der passord og filer ofte går ukryptert.',
        doNow: [
          'Gå over til SFTP eller FTPS, som krypterer både innlogging og filer.',
          'Slå av anonym innlogging, og slett kontoer og filer som ingen bruker.',
        ],
      },
      nn: {
        what: 'FTP er gammal filoverføring, der passord og filer ofte går ukryptert.',
        doNow: [
          'Gå over til SFTP eller FTPS, som krypterer både innlogging og filer.',
          'Slå av anonym innlogging, og slett kontoar og filer som ingen bruker.',
        ],
      },
      en: {
        what: 'FTP is old file transfer, where passwords and files often travel unencrypted.',
        doNow: [
          'Move to SFTP or FTPS, which encrypt both sign-in and files.',
          'Turn off anonymous sign-in, and delete accounts and files nobody uses.',
        ],
      },
    },
    {
      id: 'accessible-rsync',
      type: 'vulnerable-system',
      severity: 'medium',
      service: 'rsync',
      port: 873,
      report: 'accessible-rsync-report',
      nb: {
        what: 'Rsync kopierer filer mellom servere, ofte sikkerhetskopier.',
        doNow: [
          'Sett «auth users» og «hosts allow» for hver modul i rsyncd.conf.',
          'Kjør rsync gjennom SSH i stedet for den åpne tjenesten.',
          'Sjekk om noen kunne lese sikkerhetskopier, og oppgrader til rsync 3.4.0 eller nyere.',
        ],
      },
      nn: {
        what: 'Rsync kopierer filer mellom tenarar, ofte tryggingskopiar.',
        doNow: [
          'Set «auth users» og «hosts allow» for kvar modul i rsyncd.conf.',
          'Køyr rsync gjennom SSH i staden for den opne tenesta.',
          'Sjekk om nokon kunne lese tryggingskopiar, og oppgrader til rsync 3.4.0 eller nyare.',
        ],
      },
      en: {
        what: 'Rsync copies files between servers, often backups.',
        doNow: [
          'Set “auth users” and “hosts allow” for each module in rsyncd.conf.',
          'Run rsync through SSH instead of the open service.',
          'Check whether anyone could read backups, and upgrade to rsync 3.4.0 or newer.',
        ],
      },
    },
    {
      id: 'accessible-afp',
      type: 'vulnerable-system',
      severity: 'high',
      service: 'AFP',
      port: 548,
      report: 'accessible-afp-report',
      nb: {
        what: 'AFP er Apples gamle fildeling, som nå mest finnes i lagringsbokser (NAS).',
        doNow: [
          'Slå av AFP i lagringsboksen, for nyere Mac-er bruker SMB i lokalnettet.',
          'Oppdater boksens fastvare, for programmet Netatalk bak AFP har hatt alvorlige hull.',
        ],
      },
      nn: {
        what: 'AFP er den gamle fildelinga til Apple, som no mest finst i lagringsboksar (NAS).',
        doNow: [
          'Slå av AFP i lagringsboksen, for nyare Mac-ar bruker SMB i lokalnettet.',
          'Oppdater fastvara i boksen, for programmet Netatalk bak AFP har hatt alvorlege hol.',
        ],
      },
      en: {
        what: 'AFP is Apple’s old file sharing, now found mostly in storage boxes (NAS).',
        doNow: [
          'Turn AFP off in the storage box, since newer Macs use SMB on the local network.',
          'Update the box’s firmware, since the Netatalk program behind AFP has had grave holes.',
        ],
      },
    },
    {
      id: 'open-tftp',
      type: 'vulnerable-system',
      severity: 'info',
      service: 'TFTP',
      port: 69,
      report: 'open-accessible-tftp-report',
      nb: {
        what: 'TFTP leverer filer uten passord, mest oppsett til telefoner, rutere og maskiner som starter over nettet.',
        doNow: [
          'Fjern oppsettfiler som inneholder passord, og bytt passordene i dem.',
          'Slå av TFTP på rutere og svitsjer når oppgraderingen er ferdig.',
        ],
      },
      nn: {
        what: 'TFTP leverer filer utan passord, mest oppsett til telefonar, ruterar og maskiner som startar over nettet.',
        doNow: [
          'Fjern oppsettfiler som inneheld passord, og byt passorda i dei.',
          'Slå av TFTP på ruterar og svitsjar når oppgraderinga er ferdig.',
        ],
      },
      en: {
        what: 'TFTP hands out files without passwords, mostly settings for telephones, routers and network-booting machines.',
        doNow: [
          'Remove configuration files that contain passwords, and change those passwords.',
          'Turn TFTP off on routers and switches when an upgrade is finished.',
        ],
      },
    },
  ],
}

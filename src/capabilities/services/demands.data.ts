import type { Texts } from '#domain/locale.ts'
import type { Demand } from './contract.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** The minimum that members ask of each other; the first four are about access across organisations. */
export const demands: Readonly<Record<Demand, Texts>> = {
  'two-factors': t(
    'Fjerntilgang og administratorer krever to faktorer.',
    'Fjerntilgang og administratorar krev to faktorar.',
    'Remote access and administrators need two factors.',
  ),
  'own-accounts': t(
    'Hver bruker har sin egen konto, også hos leverandører.',
    'Kvar brukar har sin eigen konto, også hos leverandørar.',
    'Every user has an account of their own, at suppliers too.',
  ),
  'least-access': t(
    'Ingen har mer tilgang enn oppgaven krever. Tilganger gjennomgås hvert år.',
    'Ingen har meir tilgang enn oppgåva krev. Tilgangar blir gjennomgåtte kvart år.',
    'Nobody has more access than the task needs. Access is reviewed every year.',
  ),
  'shared-sign-in': t(
    'Pålogging på tvers av virksomheter følger felles tillitsnivå.',
    'Pålogging på tvers av verksemder følgjer felles tillitsnivå.',
    'Sign-in across organisations keeps to a shared level of assurance.',
  ),
  updates: t(
    'Kritiske hull på nett er tettet innen tre døgn.',
    'Kritiske hol på nett er tetta innan tre døgn.',
    'Critical holes on the internet are closed within three days.',
  ),
  backups: t(
    'Sikkerhetskopier ligger adskilt og er prøvd det siste året.',
    'Tryggleikskopiar ligg åtskilde og er prøvde det siste året.',
    'Backups lie apart and were tried in the last year.',
  ),
  logs: t(
    'Logger fra pålogging og ytterkant finnes i minst nitti dager.',
    'Loggar frå pålogging og ytterkant finst i minst nitti dagar.',
    'Logs of sign-in and of the edge are kept for at least ninety days.',
  ),
  reachable: t(
    'Noen med fullmakt kan nås hele døgnet.',
    'Nokon med fullmakt kan bli nådd heile døgnet.',
    'Somebody with authority can be reached at any hour.',
  ),
  plan: t(
    'Beredskapsplanen for IKT er øvd det siste året.',
    'Beredskapsplanen for IKT er øvd det siste året.',
    'The contingency plan for ICT was exercised in the last year.',
  ),
}

import { generateSync } from 'otplib'
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, expect, it } from 'vitest'
import { addPerson } from '#capabilities/access/index.ts'
import { systemClock } from '#platform/clock.ts'
import { sql } from '#platform/db/db.ts'
import { startProvider, type TestProvider } from '../setup/provider.ts'
import { type House, openHouse, setUpCode } from './house.ts'
import { visit } from './visit.ts'
import { goTo, isWell } from './well.ts'

const password = 'fire hester i regn'

let provider: TestProvider
let house: House
/** A passkey is made for a name, never for a bare address. */
let site: string

const { as, stranger } = visit(async () => {
  provider = await startProvider()
  house = await openHouse({ settings: { VARDE_OUTBOUND_ALLOW: provider.host } })
  site = house.origin.replace('127.0.0.1', 'localhost')
  return house
})
afterAll(() => provider?.stop().catch(() => {}))

/** A security key plugged into this page; it checks its owner by itself. */
async function withSecurityKey(page: Page): Promise<{ session: CDPSession; id: string }> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId: id } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { session, id }
}

async function typePassword(page: Page, name: string, given = password): Promise<void> {
  await page.getByLabel('Brukernavn').fill(name)
  await page.getByLabel('Passord', { exact: true }).fill(given)
  await page.getByRole('button', { name: 'Logg inn', exact: true }).click()
}
const isIn = (page: Page) => page.getByRole('button', { name: 'Logg ut', exact: true }).waitFor()
const signOut = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Logg ut', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Logg inn' }).waitFor()
}
/** The provider's own page asks who it is; any password will do there. */
async function signInAtProvider(page: Page, login: string): Promise<void> {
  await page.waitForURL((url) => url.origin === provider.issuer)
  await page.locator('input[name="login"]').fill(login)
  await page.locator('input[name="password"]').fill('any')
  await page.locator('button[type="submit"]').click()
}

it('An administrator adds HelseID, tries it and switches it on', async () => {
  const page = await as('admin')
  await goTo(page, '/sign-in-ways')
  await page.getByText('Ingen innloggingstjeneste ennå').waitFor()
  await isWell(page, 'sign-in-ways-empty')
  await page.getByRole('button', { name: 'Legg til tjeneste' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Lagre tjenesten' }).click()
  await dialog.getByRole('link', { name: 'Skriv en hel adresse som begynner med https.' }).waitFor()
  await dialog.getByLabel('Navn på knappen').fill('HelseID')
  await dialog.getByLabel('Utsteder').fill(provider.issuer)
  await dialog.getByLabel('Klient-ID').fill('varde')
  await dialog.getByLabel('Omfang').fill('openid helseid://scopes/identity/pid')
  await dialog.getByRole('button', { name: 'Lagre tjenesten' }).click()
  await dialog.getByText('Et av omfangene ber om fødselsnummer.').waitFor()
  await dialog.getByLabel('Omfang').fill('openid profile')
  await isWell(page, 'sign-in-ways-add')
  await dialog.getByRole('button', { name: 'Lagre tjenesten' }).click()
  await page.getByText('Tjenesten er lagret.').waitFor()
  const { providers } = (await (await page.request.get(`${house.origin}/api/sign-in/providers`)).json()) as {
    providers: { id: string }[]
  }
  await provider.serve({
    clientId: 'varde',
    redirect: `${site}/sign-in/answer`,
    keysOfClient: async () => (await fetch(`${house.origin}/api/sign-in/providers/${providers[0]!.id}/jwks`)).json() as never,
  })
  await page.getByRole('button', { name: 'Slå på HelseID' }).click()
  await page.getByRole('button', { name: 'Prøv forbindelsen' }).click()
  await page.getByText('Tjenesten svarer og kan det profilen krever.').waitFor()
  await dialog.getByRole('button', { name: 'Slå på', exact: true }).click()
  await page.getByRole('button', { name: 'Slå av HelseID' }).waitFor()

  // A lead sees how people come in, and changes nothing.
  const lead = await as('lead', { locale: 'en' })
  await goTo(lead, '/sign-in-ways')
  await lead.getByText('0 accounts linked').waitFor()
  expect(await lead.getByRole('button', { name: /Add a provider|Switch|Choose/ }).count()).toBe(0)
  await isWell(lead, 'sign-in-ways-lead')
})

it('A member links HelseID, and comes in with it at the page that was asked for', async () => {
  const page = await stranger()
  await page.goto(`${site}/sign-in/answer`)
  await page.getByText('Ingen innlogging er i gang her.').waitFor()
  // Nobody here is known to the provider yet.
  await page.goto(`${site}/account`)
  await page.getByRole('button', { name: 'Logg inn med HelseID' }).waitFor()
  await isWell(page, 'sign-in')
  await page.getByRole('button', { name: 'Logg inn med HelseID' }).click()
  await signInAtProvider(page, 'medlem')
  await page.getByText('Ingen konto her er koblet til deg hos innloggingstjenesten: HelseID').waitFor()
  expect(new URL(page.url()).search).toBe('')
  await isWell(page, 'sign-in-not-linked')

  await page.getByRole('link', { name: 'Til innloggingen' }).click()
  await typePassword(page, 'member-security')
  await setUpCode(page)
  await isIn(page)
  await goTo(page, `${site}/account`)
  await page.getByRole('button', { name: 'Koble til HelseID' }).click()
  await page.getByRole('button', { name: 'Fjern koblingen til HelseID' }).waitFor()
  await isWell(page, 'account-ways')
  await signOut(page)

  await page.goto(`${site}/findings?state=open`)
  await page.getByRole('button', { name: 'Logg inn med HelseID' }).click()
  await isIn(page)
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/findings?state=open')
  const pushed = provider.seen.pushed.at(-1)!
  expect(pushed).toMatchObject({ code_challenge_method: 'S256', acr_values: 'Level4' })
  expect(provider.seen.proofs.length).toBeGreaterThan(0)
  expect(provider.seen.assertions.length).toBeGreaterThan(0)
  // The house gives its own people their codes when it first lets them in.
  await house.db.asOwner((tx) => tx.run(sql`update person set totp_secret = null where name = 'member-security'`))
})

it('An administrator takes one link of somebody away from the list of people, after a question', async () => {
  const page = await as('admin')
  await goTo(page, '/people')
  await page.getByRole('button', { name: 'Endre member-security' }).click()
  await page.getByRole('button', { name: 'Veier inn', exact: true }).click()
  await page.getByRole('button', { name: 'Fjern HelseID' }).waitFor()
  await isWell(page, 'people-ways')
  await page.getByRole('button', { name: 'Fjern HelseID' }).click()
  await page.getByText('Alle som er logget inn på samme måte, logges ut.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Fjern', exact: true }).click()
  await page.getByText('Ingen passnøkler og ingen koblinger.').waitFor()
})

it('A person makes a passkey, signs in with nothing else, and takes it away', async () => {
  const page = await stranger()
  await withSecurityKey(page)
  await page.goto(`${site}/account`)
  await typePassword(page, 'member-reader')
  await isIn(page)
  await page.getByText('Du har ingen passnøkkel ennå.').waitFor()
  await page.getByRole('button', { name: 'Legg til passnøkkel' }).click()
  await page.getByLabel('Hva den skal hete').fill('Nøkkel i skuffen')
  await isWell(page, 'account-passkey-add')
  await page.getByRole('button', { name: 'Lag passnøkkelen' }).click()
  await page.getByRole('cell', { name: 'Nøkkel i skuffen', exact: true }).waitFor()
  await signOut(page)
  await page.getByRole('button', { name: 'Logg inn med passnøkkel' }).click()
  await page.getByRole('cell', { name: 'Nøkkel i skuffen', exact: true }).waitFor()
  await page.getByRole('button', { name: 'Fjern passnøkkelen Nøkkel i skuffen' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Fjern', exact: true }).click()
  await page.getByText('Du har ingen passnøkkel ennå.').waitFor()
  await signOut(page)
  await page.getByRole('button', { name: 'Logg inn med passnøkkel' }).click()
  await page.getByText('Passnøkkelen hører ikke til noen konto her.').waitFor()
})

it('A machine is registered with keys of its own, and a key gets a new secret beside the old', async () => {
  const page = await as('member-security')
  await goTo(page, '/keys')
  const add = async (name: string) => {
    await page.getByRole('button', { name: 'Lag en nøkkel' }).click()
    await page.getByRole('dialog').getByLabel('Hva nøkkelen er til').fill(name)
    await page.getByRole('dialog').getByLabel('Leser', { exact: true }).check()
  }
  await add('Overvåkingen')
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Lese funn').check()
  await dialog.getByLabel('Hvordan maskinen beviser hvem den er').selectOption('signed')
  await dialog.getByLabel('Offentlige nøkler (JWKS)').fill('not a set')
  await dialog.getByRole('button', { name: 'Lag nøkkelen' }).click()
  await dialog.getByText('Dette er ikke et JWKS').waitFor()
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign'])
  const jwk = { ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'november' }
  await dialog.getByLabel('Offentlige nøkler (JWKS)').fill(JSON.stringify({ keys: [jwk] }))
  await isWell(page, 'keys-client-add')
  await dialog.getByRole('button', { name: 'Lag nøkkelen' }).click()
  await page.getByText('Maskinen er registrert').waitFor()
  await page.getByRole('button', { name: 'Ferdig' }).click()
  await page.getByText('Signerer med egne nøkler: november').waitFor()

  await add('Brannmuren')
  await dialog.getByRole('button', { name: 'Lag nøkkelen' }).click()
  await page.getByRole('button', { name: 'Jeg har tatt vare på det' }).click()
  await page.getByRole('button', { name: 'Ny hemmelighet til Brannmuren' }).click()
  await isWell(page, 'keys-renew')
  await page.getByRole('button', { name: 'Lag hemmeligheten' }).click()
  await page.getByText('Nøkkelen vises bare nå').waitFor()
  await page.getByRole('button', { name: 'Jeg har tatt vare på det' }).click()
  await page.getByText('Den gamle hemmeligheten virker til').waitFor()
  await isWell(page, 'keys-ways')
})

it('With the provider stopped and passwords off, a break-glass account comes in with its key, and the watch is told', async () => {
  const added = await addPerson(house.db, systemClock, {
    name: 'nodkonto',
    displayName: 'Nødkonto',
    password,
    teamRoles: ['admin'],
  })
  expect(added.ok).toBe(true)
  const page = await stranger()
  await withSecurityKey(page)
  // The first sign-in of an administrator: a passkey in place of a code, or a code beside it.
  await page.goto(`${site}/sign-in-ways`)
  await typePassword(page, 'nodkonto')
  await page.getByRole('button', { name: 'Lag en passnøkkel i stedet' }).waitFor()
  await isWell(page, 'sign-in-first-passkey')
  const secret = (await page.locator('.secret code').textContent())!.replaceAll(' ', '')
  await page.getByLabel('Koden som appen viser nå').fill(generateSync({ secret }))
  await page.getByRole('button', { name: 'Slå på totrinnskode' }).click()
  await page.getByRole('heading', { level: 1, name: 'Innlogging' }).waitFor()
  await goTo(page, `${site}/account`)
  await page.getByRole('button', { name: 'Legg til passnøkkel' }).click()
  await page.getByRole('button', { name: 'Lag passnøkkelen' }).click()
  await page.getByRole('cell', { name: 'Passnøkkel', exact: true }).waitFor()

  await goTo(page, `${site}/sign-in-ways`)
  await page.getByText('Før passord kan slås av, må en nødkonto').waitFor()
  await page.getByRole('button', { name: 'Velg en nødkonto' }).click()
  await page.getByRole('dialog').getByLabel('Konto').fill('nodk')
  await page.getByRole('dialog').getByRole('button', { name: 'Nødkonto (nodkonto)' }).click()
  await isWell(page, 'sign-in-ways-break-glass')
  await page.getByRole('button', { name: 'Gjør den til nødkonto' }).click()
  await page.getByText('Klar, med 1 sikkerhetsnøkkel').waitFor()
  await page.getByRole('button', { name: 'Velg hvem som varsles' }).click()
  await page.getByLabel('Postkasse som varsles').fill('vakt@varde.example')
  await page.getByRole('button', { name: 'Lagre', exact: true }).click()
  await page.getByText('vakt@varde.example får e-post når en nødkonto brukes.').waitFor()
  await page.getByRole('button', { name: 'Slå av passord' }).click()
  await page
    .getByRole('dialog')
    .getByText(/^\d+ av \d+ åpne kontoer har verken passnøkkel eller kobling/)
    .waitFor()
  await isWell(page, 'sign-in-ways-lock-out')
  await page.getByRole('dialog').getByRole('button', { name: 'Slå av passord' }).click()
  await page.getByText('Bare nødkontoer kan logge inn med passord.').waitFor()
  await isWell(page, 'sign-in-ways')
  await signOut(page)

  await provider.stop()
  await isWell(page, 'sign-in-without-password')
  await page.getByRole('button', { name: 'Logg inn med HelseID' }).click()
  await page.getByText('Innloggingstjenesten svarer ikke: HelseID').waitFor()
  await page.getByRole('button', { name: 'Logg inn med passord (bare nødkontoer)' }).click()
  await typePassword(page, 'member-reader')
  await page.getByText('Innlogging med passord er slått av her.').waitFor()
  await page.getByRole('button', { name: 'Logg inn med passnøkkel' }).click()
  await page.getByText('Klar, med 1 sikkerhetsnøkkel').waitFor()
  await house.work()
  await goTo(page, `${site}/watch`)
  await page.getByText('Nødkontoen «Nødkonto» er brukt').first().waitFor()
  await isWell(page, 'watch-break-glass')
})

import type { Texts } from '#domain/locale.ts'
import type { ErrorTexts } from '#platform/errors.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** What goes wrong on the other ways in, in words; after a colon stands the name of the provider. */
export const waysErrors = {
  'passkey-needed': {
    status: 403,
    message: t(
      'Kontoen har en passnøkkel, og den slipper ingen inn med passord alene.',
      'Kontoen har ein passnøkkel, og han slepp ingen inn med passord åleine.',
      'The account has a passkey, so a password alone lets nobody in.',
    ),
    next: t('Velg «Logg inn med passnøkkel».', 'Vel «Logg inn med passnøkkel».', 'Choose “Sign in with a passkey”.'),
  },
  'password-off': {
    status: 403,
    message: t(
      'Innlogging med passord er slått av her.',
      'Innlogging med passord er slått av her.',
      'Signing in with a password is switched off here.',
    ),
    next: t(
      'Logg inn med passnøkkel eller med en av innloggingstjenestene.',
      'Logg inn med passnøkkel eller med ei av innloggingstenestene.',
      'Sign in with a passkey or with one of the providers.',
    ),
  },
  'passkey-unknown': {
    status: 401,
    message: t(
      'Passnøkkelen hører ikke til noen konto her.',
      'Passnøkkelen høyrer ikkje til nokon konto her.',
      'The passkey belongs to no account here.',
    ),
    next: t(
      'Velg en annen passnøkkel, eller logg inn på en annen måte.',
      'Vel ein annan passnøkkel, eller logg inn på ein annan måte.',
      'Choose another passkey, or sign in another way.',
    ),
  },
  'hardware-key-needed': {
    status: 422,
    message: t(
      'En nødkonto bruker en sikkerhetsnøkkel som ligger på én enhet. Denne passnøkkelen ligger på flere.',
      'Ein naudkonto bruker ein tryggleiksnøkkel som ligg på éi eining. Denne passnøkkelen ligg på fleire.',
      'A break-glass account uses a security key on one device. This passkey is on several.',
    ),
    next: t(
      'Bruk en sikkerhetsnøkkel til USB eller NFC.',
      'Bruk ein tryggleiksnøkkel til USB eller NFC.',
      'Use a security key for USB or NFC.',
    ),
  },
  'passkey-bad': {
    status: 422,
    message: t(
      'Nettleseren ga ingen passnøkkel som kan brukes. Ingenting er lagret.',
      'Nettlesaren gav ingen passnøkkel som kan brukast. Ingenting er lagra.',
      'The browser gave no passkey that can be used. Nothing was saved.',
    ),
    next: t(
      'Prøv igjen, og lås opp enheten med PIN, finger eller ansikt når den spør.',
      'Prøv igjen, og lås opp eininga med PIN, finger eller andlet når ho spør.',
      'Try again, and unlock the device by PIN, finger or face when it asks.',
    ),
  },
  'passkey-known': {
    status: 409,
    message: t(
      'Passnøkkelen er registrert fra før.',
      'Passnøkkelen er registrert frå før.',
      'The passkey is registered already.',
    ),
    next: t(
      'Bruk en annen enhet eller sikkerhetsnøkkel.',
      'Bruk ei anna eining eller ein annan tryggleiksnøkkel.',
      'Use another device or security key.',
    ),
  },
  'sign-in-over': {
    status: 422,
    message: t(
      'Innloggingen ble ikke fullført her i tide, eller den er brukt.',
      'Innlogginga vart ikkje fullført her i tide, eller ho er brukt.',
      'The sign-in was not completed here in time, or it was used before.',
    ),
    next: t(
      'Gå til innloggingen og begynn på nytt, i samme nettleser.',
      'Gå til innlogginga og byrj på nytt, i same nettlesar.',
      'Go to sign-in and begin again, in the same browser.',
    ),
  },
  'sign-in-again': {
    status: 403,
    message: t(
      'Dette kan bare gjøres like etter innlogging.',
      'Dette kan berre gjerast like etter innlogging.',
      'This can be done only soon after signing in.',
    ),
    next: t(
      'Logg ut, logg inn igjen, og gjør det innen en halv time.',
      'Logg ut, logg inn igjen, og gjer det innan ein halv time.',
      'Sign out, sign in again, and do it within half an hour.',
    ),
  },
  'provider-away': {
    status: 424,
    message: t('Innloggingstjenesten svarer ikke:', 'Innloggingstenesta svarar ikkje:', 'The sign-in provider does not answer:'),
    next: t(
      'Vent litt og prøv igjen, eller logg inn på en annen måte.',
      'Vent litt og prøv igjen, eller logg inn på ein annan måte.',
      'Wait a little and try again, or sign in another way.',
    ),
  },
  'provider-answer-bad': {
    status: 422,
    message: t(
      'Svaret fra innloggingstjenesten er ikke til å stole på, så ingen er logget inn:',
      'Svaret frå innloggingstenesta er ikkje til å lite på, så ingen er logga inn:',
      'The answer of the sign-in provider cannot be trusted, so nobody was signed in:',
    ),
    next: t(
      'Begynn på nytt. Skjer det igjen, si fra til en administrator.',
      'Byrj på nytt. Skjer det igjen, sei frå til ein administrator.',
      'Begin again. If it happens again, tell an administrator.',
    ),
  },
  'provider-refused': {
    status: 422,
    message: t(
      'Innloggingen ble avbrutt hos innloggingstjenesten:',
      'Innlogginga vart avbroten hos innloggingstenesta:',
      'The sign-in was broken off at the provider:',
    ),
    next: t(
      'Begynn på nytt, eller logg inn på en annen måte.',
      'Byrj på nytt, eller logg inn på ein annan måte.',
      'Begin again, or sign in another way.',
    ),
  },
  'not-linked': {
    status: 403,
    message: t(
      'Ingen konto her er koblet til deg hos innloggingstjenesten:',
      'Ingen konto her er kopla til deg hos innloggingstenesta:',
      'No account here is linked to you at the sign-in provider:',
    ),
    next: t(
      'Logg inn på en annen måte, og koble kontoen under «Min konto». Har du ingen konto, be om en invitasjon.',
      'Logg inn på ein annan måte, og kople kontoen under «Kontoen min». Har du ingen konto, be om ein invitasjon.',
      'Sign in another way, and link the account under “My account”. Without an account, ask for an invitation.',
    ),
  },
  'identity-taken': {
    status: 409,
    message: t(
      'Innloggingen er koblet til en annen konto:',
      'Innlogginga er kopla til ein annan konto:',
      'The sign-in is linked to another account:',
    ),
    next: t(
      'Logg inn med den kontoen, og fjern koblingen der først.',
      'Logg inn med den kontoen, og fjern koplinga der først.',
      'Sign in with that account, and end the link there first.',
    ),
  },
  'last-way-of-person': {
    status: 409,
    message: t(
      'Dette er den siste veien inn til kontoen, eller den siste uten bare passord.',
      'Dette er den siste vegen inn til kontoen, eller den siste utan berre passord.',
      'This is the last way in to the account, or the last but a password alone.',
    ),
    next: t(
      'Si at den skal bort likevel, og nullstill kontoen etterpå, så eieren kommer inn igjen.',
      'Sei at han skal bort likevel, og nullstill kontoen etterpå, så eigaren kjem inn att.',
      'Say that it shall go all the same, and reset the account afterwards, so that its owner comes in again.',
    ),
  },
  'last-way-in': {
    status: 409,
    message: t(
      'Dette er den siste veien inn til kontoen. Ingenting er endret.',
      'Dette er den siste vegen inn til kontoen. Ingenting er endra.',
      'This is the last way in to the account. Nothing was changed.',
    ),
    next: t(
      'Legg til en annen passnøkkel eller sett opp totrinnskode først.',
      'Legg til ein annan passnøkkel eller set opp totrinnskode først.',
      'Add another passkey or set up a second factor first.',
    ),
  },
  'no-public-address': {
    status: 422,
    message: t(
      'Serveren vet ikke hvilken adresse den har utenfra.',
      'Serveren veit ikkje kva adresse han har utanfrå.',
      'The server does not know its own address.',
    ),
    next: t(
      'Sett VARDE_PUBLIC_URL til adressen som folk bruker.',
      'Set VARDE_PUBLIC_URL til adressa som folk brukar.',
      'Set VARDE_PUBLIC_URL to the address that people use.',
    ),
  },
  'asks-identity-number': {
    status: 422,
    message: t(
      'Et av omfangene ber om fødselsnummer. Ingenting er lagret.',
      'Eitt av omfanga bed om fødselsnummer. Ingenting er lagra.',
      'One of the scopes asks for the national identity number. Nothing was saved.',
    ),
    next: t(
      'Ta det bort. Personer kjennes igjen på pseudonym eller «sub».',
      'Ta det bort. Personar blir kjende igjen på pseudonym eller «sub».',
      'Leave it out. People are known by a pseudonym or by “sub”.',
    ),
  },
  'provider-known': {
    status: 409,
    message: t(
      'Tjenesten er lagt inn fra før med samme klient. Ingenting er lagret.',
      'Tenesta er lagd inn frå før med same klient. Ingenting er lagra.',
      'The provider is there already with the same client. Nothing was saved.',
    ),
    next: t('Endre den som står i listen.', 'Endre den som står i lista.', 'Change the one in the list.'),
  },
  'password-is-off': {
    status: 409,
    message: t(
      'Innlogging med passord er slått av, og dette er den siste tjenesten.',
      'Innlogging med passord er slått av, og dette er den siste tenesta.',
      'Signing in with a password is off, and this is the last provider.',
    ),
    next: t(
      'Slå på passord igjen, eller slå på en annen tjeneste først.',
      'Slå på passord igjen, eller slå på ei anna teneste først.',
      'Switch passwords on again, or switch on another provider first.',
    ),
  },
  'would-lock-out': {
    status: 409,
    message: t(
      'Da kunne noen bli stengt ute. Passord er fortsatt på.',
      'Då kunne nokon bli stengde ute. Passord er framleis på.',
      'Somebody could be locked out by that. Passwords are still on.',
    ),
    next: t(
      'Slå på en tjeneste, gi en nødkonto en passnøkkel, og koble din egen konto først.',
      'Slå på ei teneste, gje ein naudkonto ein passnøkkel, og kople din eigen konto først.',
      'Switch on a provider, give a break-glass account a passkey, and link your own account first.',
    ),
  },
  'last-break-glass': {
    status: 409,
    message: t(
      'Dette er den siste nødkontoen som virker, og passord er slått av.',
      'Dette er den siste naudkontoen som verkar, og passord er slått av.',
      'This is the last break-glass account that works, and passwords are off.',
    ),
    next: t(
      'Gjør en annen administrator med sikkerhetsnøkkel til nødkonto først.',
      'Gjer ein annan administrator med tryggleiksnøkkel til naudkonto først.',
      'Make another administrator with a security key a break-glass account first.',
    ),
  },
  'bad-public-keys': {
    status: 422,
    message: t(
      'De offentlige nøklene kan ikke brukes. Ingenting er lagret.',
      'Dei offentlege nøklane kan ikkje brukast. Ingenting er lagra.',
      'The public keys cannot be used. Nothing was saved.',
    ),
    next: t(
      'Gi en til fem offentlige nøkler (EC P-256, Ed25519 eller RSA fra 2048 bit), hver med sin «kid». Private nøkler hører ikke hjemme her.',
      'Gje ein til fem offentlege nøklar (EC P-256, Ed25519 eller RSA frå 2048 bit), kvar med sin «kid». Private nøklar høyrer ikkje heime her.',
      'Give one to five public keys (EC P-256, Ed25519, or RSA from 2048 bits), each with its own “kid”. Private keys do not belong here.',
    ),
  },
  'has-public-keys': {
    status: 409,
    message: t(
      'Maskinen har ingen hemmelighet; den signerer med egne nøkler.',
      'Maskina har ingen løyndom; ho signerer med eigne nøklar.',
      'The machine has no secret; it signs with keys of its own.',
    ),
    next: t('Bytt de offentlige nøklene i stedet.', 'Byt dei offentlege nøklane i staden.', 'Replace its public keys instead.'),
  },
  'wrong-client': {
    status: 401,
    message: t(
      'Påstanden fra maskinen ble ikke godtatt.',
      'Påstanden frå maskina vart ikkje godteken.',
      'The assertion of the machine was not taken.',
    ),
    next: t(
      'Signer en ny med egen «jti», riktig «aud» og høyst 60 sekunders levetid. Revisjonssporet sier hva som var galt.',
      'Signer ein ny med eigen «jti», rett «aud» og høgst 60 sekund levetid. Revisjonssporet seier kva som var gale.',
      'Sign a new one with its own “jti”, the right “aud” and at most 60 seconds to live. The audit trail says what was wrong.',
    ),
  },
  'bad-proof': {
    status: 400,
    message: t('DPoP-beviset ble ikke godtatt.', 'DPoP-provet vart ikkje godteke.', 'The DPoP proof was not taken.'),
    next: t(
      'Lag et nytt bevis for denne forespørselen, med egen «jti» og riktig tid.',
      'Lag eit nytt prov for denne førespurnaden, med eigen «jti» og rett tid.',
      'Make a new proof for this request, with its own “jti” and the right time.',
    ),
  },
  'proof-needed': {
    status: 400,
    message: t(
      'Denne maskinen må vise et DPoP-bevis.',
      'Denne maskina må vise eit DPoP-prov.',
      'This machine must show a DPoP proof.',
    ),
    next: t(
      'Send hodet «DPoP» med et bevis signert med maskinens egen nøkkel.',
      'Send hovudet «DPoP» med eit prov signert med maskina sin eigen nøkkel.',
      'Send the header “DPoP” with a proof signed by a key of the machine.',
    ),
  },
  'beyond-scope': {
    status: 403,
    message: t(
      'Nøkkelen er begrenset til noe annet enn dette.',
      'Nøkkelen er avgrensa til noko anna enn dette.',
      'The key is limited to other things than this.',
    ),
    next: t('Bruk en nøkkel med et videre omfang.', 'Bruk ein nøkkel med eit vidare omfang.', 'Use a key with a wider scope.'),
  },
} as const satisfies ErrorTexts

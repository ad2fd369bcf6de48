import type { Texts } from '#domain/locale.ts'

const t = (nb: string, nn: string, en: string): Texts => ({ nb, nn, en })

/** Why something of a provider was not taken, in words that say what to do. */
export const problemWords = {
  // Reaching a server.
  'bad-url': t(
    'Dette er ikke en nettadresse. Skriv domenet til utgiveren, eller adressen til provider-metadata.json.',
    'Dette er ikkje ei nettadresse. Skriv domenet til utgjevaren, eller adressa til provider-metadata.json.',
    'This is not a web address. Write the domain of the provider, or the address of its provider-metadata.json.',
  ),
  'not-https': t(
    'Adressen er uten kryptering (http). Be utgiveren bruke https.',
    'Adressa er utan kryptering (http). Be utgjevaren bruke https.',
    'The address is not encrypted (http). Ask the provider to use https.',
  ),
  'private-address': t(
    'Adressen leder inn i et privat nett, og Varde går ikke dit. Er det meningen, kan driften føre den opp i VARDE_OUTBOUND_ALLOW.',
    'Adressa leier inn i eit privat nett, og Varde går ikkje dit. Er det meininga, kan drifta føre ho opp i VARDE_OUTBOUND_ALLOW.',
    'The address leads into a private network, and Varde does not go there. If it is meant, operations can list it in VARDE_OUTBOUND_ALLOW.',
  ),
  unreachable: t(
    'Tjeneren svarer ikke. Prøv igjen senere, og si fra til utgiveren om det varer.',
    'Tenaren svarar ikkje. Prøv igjen seinare, og sei frå til utgjevaren om det varer.',
    'The server does not answer. Try again later, and tell the provider if it lasts.',
  ),
  timeout: t(
    'Svaret kom ikke i tide. Prøv igjen senere.',
    'Svaret kom ikkje i tide. Prøv igjen seinare.',
    'The answer did not come in time. Try again later.',
  ),
  'too-large': t(
    'Filen er større enn den får være. Be utgiveren dele den opp.',
    'Fila er større enn ho får vere. Be utgjevaren dele ho opp.',
    'The file is larger than it may be. Ask the provider to split it.',
  ),
  redirects: t(
    'Tjeneren sender videre til en annen adresse, og det følger vi ikke. Bruk den nye adressen hvis du stoler på den.',
    'Tenaren sender vidare til ei anna adresse, og det følgjer vi ikkje. Bruk den nye adressa om du stolar på ho.',
    'The server redirects to another address, and we do not follow. Use the new address if you trust it.',
  ),
  closed: t(
    'Tjeneren krever innlogging. Be utgiveren om tilgang, eller la det ligge.',
    'Tenaren krev innlogging. Be utgjevaren om tilgang, eller lat det liggje.',
    'The server asks for a sign-in. Ask the provider for access, or leave it.',
  ),
  'not-found': t(
    'Filen finnes ikke på adressen. Si fra til utgiveren.',
    'Fila finst ikkje på adressa. Sei frå til utgjevaren.',
    'There is no file at the address. Tell the provider.',
  ),
  status: t(
    'Tjeneren svarte med en feil. Prøv igjen senere.',
    'Tenaren svara med ein feil. Prøv igjen seinare.',
    'The server answered with an error. Try again later.',
  ),
  // Finding a provider and what it says of itself.
  'no-provider': t(
    'Vi fant ingen CSAF-utgiver på domenet, verken på fast plass, i security.txt eller i navnetjenesten. Be om adressen til provider-metadata.json.',
    'Vi fann ingen CSAF-utgjevar på domenet, verken på fast plass, i security.txt eller i namnetenesta. Be om adressa til provider-metadata.json.',
    'We found no CSAF provider for the domain: not at the well-known place, in security.txt or by its DNS name. Ask for the address of provider-metadata.json.',
  ),
  'bad-metadata': t(
    'provider-metadata.json følger ikke standarden. Si fra til utgiveren hvilket felt som er galt.',
    'provider-metadata.json følgjer ikkje standarden. Sei frå til utgjevaren kva felt som er gale.',
    'provider-metadata.json does not follow the standard. Tell the provider which field is wrong.',
  ),
  'no-distribution': t(
    'Utgiveren sier ikke hvor dokumentene ligger. Be om adressen til en liste, eller last opp dokumentene for hånd.',
    'Utgjevaren seier ikkje kvar dokumenta ligg. Be om adressa til ei liste, eller last opp dokumenta for hand.',
    'The provider does not say where its documents lie. Ask for the address of a list, or upload documents by hand.',
  ),
  // Lists.
  'bad-feed': t(
    'ROLIE-listen kan ikke leses. Si fra til utgiveren.',
    'ROLIE-lista kan ikkje lesast. Sei frå til utgjevaren.',
    'The ROLIE feed cannot be read. Tell the provider.',
  ),
  'feed-loops': t(
    'ROLIE-listen viser tilbake til en side vi alt har lest. Vi stoppet der. Si fra til utgiveren.',
    'ROLIE-lista viser tilbake til ei side vi alt har lese. Vi stoppa der. Sei frå til utgjevaren.',
    'The ROLIE feed leads back to a page that we have read. We stopped there. Tell the provider.',
  ),
  'too-many-pages': t(
    'Listen har flere sider enn vi leser. Resten ble ikke lest. Be utgiveren om færre og større sider.',
    'Lista har fleire sider enn vi les. Resten vart ikkje lesen. Be utgjevaren om færre og større sider.',
    'The list has more pages than we read. The rest was not read. Ask the provider for fewer and larger pages.',
  ),
  'too-many-feeds': t(
    'Utgiveren har flere lister enn vi leser. Resten ble ikke lest.',
    'Utgjevaren har fleire lister enn vi les. Resten vart ikkje lesen.',
    'The provider has more lists than we read. The rest was not read.',
  ),
  'too-many-entries': t(
    'Listene har flere dokumenter enn vi tar imot. Resten ble ikke lest. Be om dem som er endret etter en nyere dato.',
    'Listene har fleire dokument enn vi tek imot. Resten vart ikkje lesen. Be om dei som er endra etter ein nyare dato.',
    'The lists have more documents than we take. The rest was not read. Ask for those that changed after a later date.',
  ),
  'no-list': t(
    'Mappen har verken changes.csv eller index.txt. Si fra til utgiveren.',
    'Mappa har verken changes.csv eller index.txt. Sei frå til utgjevaren.',
    'The folder has neither changes.csv nor index.txt. Tell the provider.',
  ),
  'bad-entry': t(
    'En linje i listen kan ikke leses, og ble hoppet over. Si fra til utgiveren.',
    'Ei linje i lista kan ikkje lesast, og vart hoppa over. Sei frå til utgjevaren.',
    'A line of the list cannot be read and was left out. Tell the provider.',
  ),
  'bad-name': t(
    'Listen nevner et filnavn som et CSAF-dokument ikke kan ha. Det ble hoppet over. Si fra til utgiveren.',
    'Lista nemner eit filnamn som eit CSAF-dokument ikkje kan ha. Det vart hoppa over. Sei frå til utgjevaren.',
    'The list names a file as no CSAF document can be named. It was left out. Tell the provider.',
  ),
  'other-host': t(
    'Listen viser til en annen tjener enn utgiverens egne. Det ble hoppet over. Spør utgiveren om det er meningen.',
    'Lista viser til ein annan tenar enn dei utgjevaren sjølv har. Det vart hoppa over. Spør utgjevaren om det er meininga.',
    'The list leads to a server that is not one of the provider. It was left out. Ask the provider whether it is meant.',
  ),
  'more-problems': t(
    'Listen har flere feil enn vi viser. Si fra til utgiveren.',
    'Lista har fleire feil enn vi viser. Sei frå til utgjevaren.',
    'The list has more faults than we show. Tell the provider.',
  ),
  'gave-up': t(
    'Tjeneren svikter gang på gang. Resten er igjen til neste gang. Si fra til utgiveren om det varer.',
    'Tenaren sviktar gong på gong. Resten er att til neste gong. Sei frå til utgjevaren om det varer.',
    'The server fails time and again. The rest is left for the next time. Tell the provider if it lasts.',
  ),
  // Keys.
  'not-a-key': t(
    'Filen er ingen OpenPGP-nøkkel. Si fra til utgiveren.',
    'Fila er ingen OpenPGP-nøkkel. Sei frå til utgjevaren.',
    'The file is no OpenPGP key. Tell the provider.',
  ),
  'wrong-fingerprint': t(
    'Nøkkelen har et annet fingeravtrykk enn det utgiveren oppgir. Den brukes ikke. Ring utgiveren og spør.',
    'Nøkkelen har eit anna fingeravtrykk enn det utgjevaren oppgjev. Han vert ikkje brukt. Ring utgjevaren og spør.',
    'The key has another fingerprint than the provider states. It is not used. Call the provider and ask.',
  ),
  'no-fingerprint': t(
    'Nøkkelen ligger hos andre, og utgiveren oppgir ikke fingeravtrykket. Den brukes ikke. Be om fingeravtrykket.',
    'Nøkkelen ligg hos andre, og utgjevaren oppgjev ikkje fingeravtrykket. Han vert ikkje brukt. Be om fingeravtrykket.',
    'The key lies with somebody else, and the provider states no fingerprint. It is not used. Ask for the fingerprint.',
  ),
  'new-key': t(
    'Utgiveren viser en nøkkel som vi ikke har godtatt. Sjekk fingeravtrykket på en annen måte, og godta den så.',
    'Utgjevaren viser ein nøkkel som vi ikkje har godteke. Sjekk fingeravtrykket på ein annan måte, og godta han så.',
    'The provider shows a key that we have not accepted. Check its fingerprint by another way, then accept it.',
  ),
  'no-key': t(
    'Utgiveren har ingen nøkkel som kan brukes, så ingen signatur kan kontrolleres. Ingen dokumenter ble hentet.',
    'Utgjevaren har ingen nøkkel som kan brukast, så ingen signatur kan kontrollerast. Ingen dokument vart henta.',
    'The provider has no key that can be used, so no signature can be checked. No documents were fetched.',
  ),
  // Documents.
  'no-hash': t(
    'Dokumentet har ingen fil med SHA-512 eller SHA-256, og ble ikke tatt imot. Si fra til utgiveren.',
    'Dokumentet har inga fil med SHA-512 eller SHA-256, og vart ikkje teke imot. Sei frå til utgjevaren.',
    'The document has no SHA-512 or SHA-256 file and was not taken. Tell the provider.',
  ),
  'bad-hash-file': t(
    'Filen med kontrollsummen begynner ikke med en kontrollsum. Dokumentet ble ikke tatt imot. Si fra til utgiveren.',
    'Fila med kontrollsummen byrjar ikkje med ein kontrollsum. Dokumentet vart ikkje teke imot. Sei frå til utgjevaren.',
    'The hash file does not begin with a hash. The document was not taken. Tell the provider.',
  ),
  'wrong-hash': t(
    'Kontrollsummen passer ikke til dokumentet: det er endret, eller hentet mens det ble byttet. Prøv igjen, og si så fra til utgiveren.',
    'Kontrollsummen høver ikkje til dokumentet: det er endra, eller henta medan det vart bytt. Prøv igjen, og sei så frå til utgjevaren.',
    'The hash does not fit the document: it was changed, or fetched while being replaced. Try again, then tell the provider.',
  ),
  'no-signature': t(
    'Dokumentet er ikke signert, og ble ikke tatt imot. Si fra til utgiveren.',
    'Dokumentet er ikkje signert, og vart ikkje teke imot. Sei frå til utgjevaren.',
    'The document is not signed and was not taken. Tell the provider.',
  ),
  'bad-signature': t(
    'Signaturen passer ikke til dokumentet, eller er utløpt. Dokumentet ble ikke tatt imot. Ring utgiveren og spør.',
    'Signaturen høver ikkje til dokumentet, eller har gått ut. Dokumentet vart ikkje teke imot. Ring utgjevaren og spør.',
    'The signature does not fit the document, or has expired. The document was not taken. Call the provider and ask.',
  ),
  'foreign-signature': t(
    'Dokumentet er signert med en nøkkel som utgiveren ikke viser til. Det ble ikke tatt imot. Ring utgiveren og spør.',
    'Dokumentet er signert med ein nøkkel som utgjevaren ikkje viser til. Det vart ikkje teke imot. Ring utgjevaren og spør.',
    'The document is signed by a key that the provider does not name. It was not taken. Call the provider and ask.',
  ),
  'expired-key': t(
    'Nøkkelen som dokumentet er signert med, er utløpt. Be utgiveren signere på nytt.',
    'Nøkkelen som dokumentet er signert med, har gått ut. Be utgjevaren signere på nytt.',
    'The key that signed the document has expired. Ask the provider to sign again.',
  ),
  'revoked-key': t(
    'Nøkkelen som dokumentet er signert med, er trukket tilbake. Ring utgiveren og spør hvorfor.',
    'Nøkkelen som dokumentet er signert med, er trekt tilbake. Ring utgjevaren og spør kvifor.',
    'The key that signed the document was revoked. Call the provider and ask why.',
  ),
  'not-csaf': t(
    'Filen er ikke et CSAF-dokument. Si fra til utgiveren.',
    'Fila er ikkje eit CSAF-dokument. Sei frå til utgjevaren.',
    'The file is no CSAF document. Tell the provider.',
  ),
  'wrong-name': t(
    'Filnavnet passer ikke til nummeret inne i dokumentet. Det ble ikke tatt imot. Si fra til utgiveren.',
    'Filnamnet høver ikkje til nummeret inne i dokumentet. Det vart ikkje teke imot. Sei frå til utgjevaren.',
    'The file name does not fit the id inside the document. It was not taken. Tell the provider.',
  ),
} satisfies Record<string, Texts>

/** Why something of a provider was not taken. */
export type Reason = keyof typeof problemWords

/** What was not taken, why, and what to do about it. `detail` is for whoever looks closer: a line, a field, an address. */
export interface Problem {
  kind: 'problem'
  /** The address that it is about. */
  where: string
  reason: Reason
  detail?: string
  words: Texts
}

/** A problem with its words. What comes from outside is cut at 500 characters. */
export const problem = (where: string, reason: Reason, detail?: string): Problem => ({
  kind: 'problem',
  where: where.slice(0, 500),
  reason,
  ...(detail !== undefined && { detail: detail.slice(0, 500) }),
  words: problemWords[reason],
})

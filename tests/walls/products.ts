import { ask, must, type Sender } from './wire.ts'

/** Whoever speaks for an organisation when the team writes. */
export const saidBy = 'the duty officer, by telephone'
/** A line that was changed once, an ended one, and a file of which one row was not taken; every word is the secret of one side. */
export async function fillProducts(lead: Sender, org: string, secret: string): Promise<{ prd: string; pim: string }> {
  const post = async (path: string, body: object, method: 'POST' | 'PUT' = 'POST') =>
    (await must(ask(lead, method, `/api/${path}`, { body }))).json as { line: { id: string } }
  const said = { system: secret, product: `${secret} product`, version: '1.0', note: secret, saidBy: secret }
  const prd = (await post(`organisations/${org}/products`, said)).line.id
  await post(`products/${prd}`, { ...said, version: '1.1' }, 'PUT')
  const gone = (await post(`organisations/${org}/products`, { ...said, product: `${secret} gone` })).line.id
  await post('products/end', { ids: [gone], saidBy: secret })
  return { prd, pim: await importOf(lead, org, secret, secret) }
}

/** Imports a file of one list, of which one row is not taken. */
export async function importOf(by: Sender, org: string, list: string, text: string): Promise<string> {
  const upload = {
    fileName: `${text}.csv`,
    text: `product,version,cpe\n${text} imported,1.0,${text}\n,2.0,\n`,
    fields: { list, saidBy },
  }
  const { json } = await must(ask(by, 'POST', `/api/organisations/${org}/products/import`, { upload }))
  return (json as { id: string }).id
}

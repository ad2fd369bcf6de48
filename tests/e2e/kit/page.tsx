import { QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRoute, createRouter, Outlet, RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { Count, endpoint, Page as PageInput, pageOf } from '#domain/endpoint.ts'
import { severities } from '#domain/severity.ts'
import { tlps } from '#domain/tlp.ts'
import { answers, upload, useAction, useCall } from '#ui/api.ts'
import { readParams, useAddress, writeParams } from '#ui/kit/address.ts'
import { Button } from '#ui/kit/Button.tsx'
import { CopyButton } from '#ui/kit/CopyButton.tsx'
import { CountText } from '#ui/kit/CountText.tsx'
import { type Column, DataTable, nothing, readSort, type Selection, sortText } from '#ui/kit/DataTable.tsx'
import { Definition } from '#ui/kit/Definition.tsx'
import { ConfirmDialog } from '#ui/kit/Dialog.tsx'
import { FileDrop } from '#ui/kit/FileDrop.tsx'
import { Filters } from '#ui/kit/Filters.tsx'
import { CheckField, Form, SelectField, TextAreaField, TextField } from '#ui/kit/Form.tsx'
import { Help, SkipLink } from '#ui/kit/Help.tsx'
import { SeverityMark, StateWord, states, TlpChip } from '#ui/kit/marks.tsx'
import { Empty, Notice } from '#ui/kit/Notice.tsx'
import { Page, Section } from '#ui/kit/Page.tsx'
import { Pager } from '#ui/kit/Pager.tsx'
import { Story } from '#ui/kit/Story.tsx'
import { Tabs } from '#ui/kit/Tabs.tsx'
import { TimeText } from '#ui/kit/TimeText.tsx'
import { Toasts, tell } from '#ui/kit/Toast.tsx'
import '#ui/kit/style.css'

const Row = z.object({
  id: z.string(),
  name: z.string(),
  asset: z.string(),
  severity: z.enum(severities),
  state: z.enum(states),
  sightings: z.number(),
  lastSeen: z.string(),
})
type Row = z.infer<typeof Row>

const listRows = endpoint('GET', '/rows', {
  summary: 'Rows',
  may: 'everybody',
  input: PageInput.extend({
    q: z.string().optional(),
    state: z.string().optional(),
    severity: z.string().optional(),
    sort: z.string().optional(),
  }),
  output: pageOf(Row).extend({ total: Count }),
})
const saveRow = endpoint('POST', '/rows', {
  summary: 'Saves',
  may: 'everybody',
  input: z.object({ name: z.string(), note: z.string(), why: z.string() }),
})
const sendFile = endpoint('POST', '/files', {
  summary: 'Takes a file',
  may: 'everybody',
  form: 'upload',
  input: z.object({ source: z.string() }),
})

const columns: readonly Column<Row>[] = [
  { key: 'name', title: 'Virksomhet', cell: ({ name }) => name },
  {
    key: 'severity',
    title: 'Alvor',
    cell: ({ severity, state }) => <SeverityMark severity={severity} lit={severity === 'critical' && state === 'told'} />,
    sortable: true,
    tight: true,
  },
  { key: 'asset', title: 'Adresse', cell: ({ asset }) => asset },
  { key: 'state', title: 'Tilstand', cell: ({ state }) => <StateWord state={state} />, tight: true },
  { key: 'sightings', title: 'Sett', cell: ({ sightings }) => sightings, align: 'end', tight: true },
  { key: 'seen', title: 'Sist sett', cell: ({ lastSeen }) => <TimeText at={lastSeen} />, sortable: true, tight: true },
]

function List() {
  const [params, change] = useAddress()
  const { tab: _tab, trail: _trail, ...input } = params
  const { data, error, refetch, isFetching } = useCall(listRows, input as never)
  const [selection, setSelection] = useState<Selection>(nothing)
  const [asks, setAsks] = useState(false)
  const sort = readSort(params.sort)
  return (
    <Page
      title="Funn"
      lead="Alt som kan skade et medlem, verste først. En rad er én historie."
      actions={<Button look="secondary">Last ned som CSV</Button>}
    >
      <Filters
        filters={[
          { kind: 'search', name: 'q', label: 'Søk i virksomhet og adresse' },
          { kind: 'one', name: 'severity', label: 'Alvor', choices: severities.map((value) => ({ value, label: value })) },
          { kind: 'many', name: 'state', label: 'Tilstand', choices: states.map((value) => ({ value, label: value })) },
        ]}
      />
      {data && (
        <p>
          <CountText
            parts={[
              { value: data.total, what: 'funn i utvalget' },
              { value: 9, what: 'uten kontakt', of: 357 },
            ]}
          />
        </p>
      )}
      <DataTable
        caption="Funn"
        columns={columns}
        rows={data?.rows}
        rowKey={({ id }) => id}
        rowName={({ name, asset }) => `${name}, ${asset}`}
        rowLink={({ id }) => `/rows/${id}`}
        isLit={({ severity, state }) => severity === 'critical' && state === 'told'}
        {...(sort && { sort })}
        onSort={(next) => change({ sort: sortText(next) })}
        selection={selection}
        onSelect={setSelection}
        {...(data && { total: data.total })}
        bulk={<Button onClick={() => setAsks(true)}>Merk som rettet</Button>}
        empty={
          <Empty title="Ingen funn passer med filtrene">
            <p>Det betyr ikke at alt er i orden: sjekk dekningen.</p>
          </Empty>
        }
        fault={error}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
      <Pager next={data?.next} />
      {asks && (
        <ConfirmDialog
          title="Merk funn som rettet"
          action="Merk funnene som rettet"
          preview={<p>Medlemmene får beskjed. Neste måling avgjør om det stemmer.</p>}
          onConfirm={() => {
            setAsks(false)
            setSelection(nothing)
            tell('Funnene er merket som rettet.', () => tell('Merkingen er angret.'))
          }}
          onClose={() => setAsks(false)}
        />
      )}
    </Page>
  )
}

const day = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * day).toISOString()

function Parts() {
  const save = useAction(saveRow, { onDone: () => tell('Regelen er lagret.') })
  return (
    <Page
      title="Åpen RDP-tjeneste hos Nordre Follo interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste"
      lead="Sett av to kilder siden 19. november."
    >
      <Notice tone="warning" title="Øvelse">
        <p>Dette er øvelsesdata. Ingen er varslet.</p>
      </Notice>
      <Notice tone="success" title="Rettet">
        <p>Målingen i natt fant ikke tjenesten.</p>
      </Notice>
      <Notice>
        <p>Svar gjerne før fristen.</p>
      </Notice>
      <p className="actions">
        {severities.map((severity) => (
          <SeverityMark key={severity} severity={severity} />
        ))}
        <SeverityMark severity="critical" lit />
      </p>
      <p className="actions">
        {states.map((state) => (
          <StateWord key={state} state={state} />
        ))}
      </p>
      <p className="actions">
        {tlps.map((tlp) => (
          <TlpChip key={tlp} tlp={tlp} />
        ))}
        <TlpChip tlp="TLP:AMBER" pap="PAP:RED" />
      </p>
      <Tabs
        label="Funnet"
        tabs={[
          {
            key: 'story',
            title: 'Historien',
            panel: () => (
              <Story
                label="Historien"
                steps={[
                  {
                    key: '1',
                    at: ago(5),
                    side: 'proof',
                    title: 'RDP svarte på port 3389',
                    who: 'Shadowserver',
                    source: 'scan_rdp',
                    reason: '198.18.4.7 er i 198.18.4.0/22, eid siden 1. mars 2024.',
                    evidence: <pre>{'"timestamp","ip","port"\n"2026-11-19 02:10:00","198.18.4.7","3389"'}</pre>,
                  },
                  { key: '2', at: ago(4.9), side: 'note', title: 'Varslet til vaktkontoret', who: 'Varde' },
                  {
                    key: '3',
                    at: ago(3),
                    side: 'claim',
                    title: 'Rettet',
                    who: 'Sikkerhetskontakten',
                    reason: '«Porten er stengt i brannmuren.»',
                  },
                  { key: '4', at: ago(1), side: 'proof', title: 'RDP svarer fortsatt', who: 'Egen skanning', source: 'rescan' },
                ]}
              />
            ),
          },
          {
            key: 'facts',
            title: 'Fakta',
            panel: () => (
              <Definition
                items={[
                  [
                    'Adresse',
                    <span key="a">
                      198.18.4.7 <CopyButton text="198.18.4.7" what="adressen" />
                    </span>,
                  ],
                  ['Virksomhet', 'Nordre Follo interkommunale legevakt- og øyeblikkelig-hjelp-tjeneste'],
                  ['Frist', <TimeText key="t" at={ago(-2)} zone />],
                ]}
              />
            ),
          },
        ]}
      />
      <Section title="Ny regel">
        <Form
          action="Lagre regelen"
          busy={save.isPending}
          fault={save.error}
          onSubmit={({ name = '', note = '', why = '' }) => save.mutate({ name, note, why })}
        >
          <TextField name="name" label="Navn på regelen" hint="Kort og gjenkjennelig." />
          <TextAreaField name="note" label="Begrunnelse" optional />
          <SelectField
            name="why"
            label="Grunn"
            choices={[
              { value: 'known', label: 'Kjent og godtatt' },
              { value: 'wrong', label: 'Feil i kilden' },
            ]}
          />
          <CheckField name="tell" label="Si fra til medlemmet" />
        </Form>
      </Section>
      <FileDrop
        label="Fil fra en kilde"
        hint="CSV eller JSON, gjerne pakket."
        accept=".csv,.json,.gz,.zip"
        send={(file, progress) => upload(sendFile, file, { source: 'shadowserver' }, progress)}
      />
    </Page>
  )
}

function Frame() {
  return (
    <>
      <SkipLink />
      <main id="content" style={{ padding: 24 }}>
        <Outlet />
      </main>
      <aside aria-label="Hjelp">
        <Help />
      </aside>
      <Toasts />
    </>
  )
}

const root = createRootRoute({ component: Frame })
const router = createRouter({
  routeTree: root.addChildren([
    createRoute({ getParentRoute: () => root, path: '/', component: List }),
    createRoute({ getParentRoute: () => root, path: '/rows/$id', component: () => <Page title="En rad">…</Page> }),
    createRoute({ getParentRoute: () => root, path: '/parts', component: Parts }),
  ]),
  parseSearch: readParams,
  stringifySearch: writeParams,
})

createRoot(document.getElementById('varde')!).render(
  <QueryClientProvider client={answers}>
    <RouterProvider router={router} />
  </QueryClientProvider>,
)

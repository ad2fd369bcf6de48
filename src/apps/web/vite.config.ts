import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const house = fileURLToPath(new URL('../../..', import.meta.url))

/** The browsers of the last two years: they know `light-dark()`, `oklch()` and popovers, so nothing is rewritten for older ones. */
const browsers = ['chrome125', 'edge125', 'firefox129', 'safari17.5']

/** What the browser gets in place of packages that only the server needs. */
export const standIns = { zod: `${house}src/ui/zod-stand-in.ts` }

/** A contract only describes: one of which a page asks nothing is left out, also when another passes names of it on. */
export const bundling = { treeshake: { moduleSideEffects: (id: string) => !id.endsWith('/contract.ts') } }

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  resolve: { alias: standIns },
  build: {
    outDir: `${house}dist/web`,
    emptyOutDir: true,
    target: browsers,
    // Scripts and styles are files of our own: the content security policy allows no text inside the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: bundling,
    manifest: true,
  },
})

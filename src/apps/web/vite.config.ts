import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const house = fileURLToPath(new URL('../../..', import.meta.url))

/** The browsers of the last two years: they know `light-dark()`, `oklch()` and popovers, so nothing is rewritten for older ones. */
const browsers = ['chrome125', 'edge125', 'firefox129', 'safari17.5']

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  build: {
    outDir: `${house}dist/web`,
    emptyOutDir: true,
    target: browsers,
    // Scripts and styles are files of our own: the content security policy allows no text inside the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Schemas are told not to compile before the first one is made, also when pages share a file with them.
    rolldownOptions: { output: { strictExecutionOrder: true } },
    manifest: true,
  },
})

import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'

/** Builds pages for a test as they are built for use: the test runner's own NODE_ENV would bring React's slow, larger half. */
export async function buildPages(root: string, outDir: string, plugins: Plugin[] = []): Promise<void> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      plugins: [...plugins, react()],
      build: {
        outDir,
        emptyOutDir: true,
        assetsInlineLimit: 0,
        target: ['chrome125'],
        modulePreload: { polyfill: false },
        manifest: true,
      },
    })
  } finally {
    process.env.NODE_ENV = before
  }
}

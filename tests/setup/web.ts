import react from '@vitejs/plugin-react'
import { build, type InlineConfig, type Plugin } from 'vite'
import { bundling, standIns } from '#apps/web/vite.config.ts'

/** Builds as for use: the test runner's own NODE_ENV would bring React's slow, larger half. */
export async function buildAsDelivered(config: InlineConfig): Promise<void> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await build({ logLevel: 'error', ...config })
  } finally {
    process.env.NODE_ENV = before
  }
}

/** Builds the pages of a folder for a test, with a manifest of its chunks. */
export const buildPages = (root: string, outDir: string, plugins: Plugin[] = []): Promise<void> =>
  buildAsDelivered({
    root,
    configFile: false,
    plugins: [...plugins, react()],
    resolve: { alias: standIns },
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      target: ['chrome125'],
      modulePreload: { polyfill: false },
      rolldownOptions: bundling,
      manifest: true,
    },
  })

import type { KnipConfig } from 'knip'

/** Dead code and unused packages. What is started by a person or by another process is an entry; the rest must be imported. */
export default {
  entry: [
    'src/apps/*/main.{ts,tsx}',
    'src/platform/db/embedded-host.ts',
    'src/ui/zod-stand-in.ts',
    'src/capabilities/*/index.ts',
    'tests/**/*.ts',
    'bench/*.ts',
    'tools/*.ts',
  ],
  project: ['src/**/*.{ts,tsx,css}', 'tests/**/*.ts', 'tools/**/*.ts', 'bench/**/*.ts'],
  vite: { config: ['src/apps/web/vite.config.ts'] },
  // Packages that only a style sheet imports.
  compilers: {
    css: (text: string) => [...text.matchAll(/@import ["']([^"']+)["']/g)].map(([, file]) => `import '${file}'`).join('\n'),
  },
  ignoreBinaries: ['pg_config', 'mkfifo', 'getent', 'gpg', 'gpgconf', 'pdftotext', 'pdfinfo', 'convert'],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig

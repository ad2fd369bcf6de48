import { defineConfig } from 'vitest/config'

/** Two cores are what a small machine has; the browser and the embedded database fill one each. */
const workers = 2
const slow = ['**/*.db.test.ts', '**/*.mail.test.ts', '**/*.embedded.test.ts', 'tests/e2e/**']
const beside = (ending: string): string[] => ['src', 'tests', 'tools', 'bench'].map((folder) => `${folder}/**/*.${ending}`)

/**
 * Five suites: `unit` needs nothing, `postgres` and `e2e` get the database of `tests/setup/postgres.ts`,
 * `embedded` starts its own. `mail` starts postfix and dovecot. `e2e` also needs Chromium and the built pages.
 */
export default defineConfig({
  test: {
    maxWorkers: workers,
    projects: [
      {
        test: {
          name: 'unit',
          include: [...beside('test.ts'), ...beside('test.tsx')],
          exclude: ['**/node_modules/**', ...slow],
          maxWorkers: workers,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'postgres',
          include: beside('db.test.ts'),
          exclude: ['**/node_modules/**', 'tests/e2e/**'],
          globalSetup: ['tests/setup/postgres.ts'],
          maxWorkers: workers,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'mail',
          include: beside('mail.test.ts'),
          exclude: ['**/node_modules/**', 'tests/e2e/**'],
          maxWorkers: workers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'embedded',
          include: beside('embedded.test.ts'),
          exclude: ['**/node_modules/**', 'tests/e2e/**'],
          maxWorkers: workers,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/setup/postgres.ts', 'tests/setup/pages.ts'],
          maxWorkers: workers,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
})

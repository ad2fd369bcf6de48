import type { TestProject } from 'vitest/node'
import { startCluster } from './cluster.ts'
import { makeTemplate } from './database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

/** One server for the whole run: the first suite that needs it starts it, and stops it at the end. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const running = process.env.TEST_SERVER_URL
  if (running) {
    project.provide('postgresUrl', running)
    return undefined
  }
  const cluster = await startCluster()
  const template = await makeTemplate(cluster.url).catch(async (error: unknown) => {
    await cluster.stop()
    throw error
  })
  process.env.TEST_SERVER_URL = cluster.url
  process.env.TEST_TEMPLATE_URL = template.url
  project.provide('postgresUrl', cluster.url)
  return async () => {
    delete process.env.TEST_SERVER_URL
    await template.drop()
    await cluster.stop()
  }
}

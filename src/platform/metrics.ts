import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** Counts for operators. Labels are routes and sources, never organisations, people or addresses. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'varde_request_seconds',
    help: 'Time to answer',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.01, 0.05, 0.1, 0.3, 1, 3, 10],
    registers: [registry],
  })
  const rows = new Counter({
    name: 'varde_feed_rows_total',
    help: 'Rows read from feeds',
    labelNames: ['source'],
    registers: [registry],
  })
  const lag = new Gauge({
    name: 'varde_feed_lag_seconds',
    help: 'Age of the newest sighting of a source',
    labelNames: ['source'],
    registers: [registry],
  })
  return {
    request: (route: string, method: string, status: number, seconds: number) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    rowsRead: (source: string, count: number) => rows.inc({ source }, count),
    lag: (source: string, seconds: number) => lag.set({ source }, seconds),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

import type { Service } from '@certwire/runtime'

/** Loaded by name, so that a process imports only what it runs. Ordering comes last: it is the one that speaks first. */
const services: Record<string, () => Promise<Service>> = {
  solver: async () => (await import('@certwire/solver')).solver,
  validation: async () => (await import('@certwire/validation')).validation,
  finalization: async () => (await import('@certwire/finalization')).finalization,
  storage: async () => (await import('@certwire/storage')).storage,
  webhook: async () => (await import('@certwire/webhook')).webhook,
  renewal: async () => (await import('@certwire/renewal')).renewal,
  ops: async () => (await import('@certwire/ops')).ops,
  ordering: async () => (await import('@certwire/ordering')).ordering,
}

export const serviceNames: readonly string[] = Object.keys(services)

/** The services of these names, in the order in which they start. */
export function loadServices(names: readonly string[]): Promise<Service[]> {
  const wanted = Object.entries(services).filter(([name]) => names.includes(name))
  return Promise.all(wanted.map(([, load]) => load()))
}

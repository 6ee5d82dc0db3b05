import { adviceOn } from '@certwire/config'
import { z } from 'zod'
import { command } from '../command.ts'

export const configCheck = command({
  name: 'config check',
  summary:
    'Check certwire.yaml, the environment and secret files, and list everything that is wrong.',
  examples: ['certwire config check', 'CERTWIRE_CONFIG=/etc/certwire.yaml certwire config check'],
  input: z.strictObject({}),
  run: async (_, { config, print, say }) => {
    const loaded = await config()
    for (const advice of adviceOn(loaded)) say(`warning: ${advice}`)
    const { defaultIssuer, issuers, dns, bus, store } = loaded
    const found = {
      ok: true,
      ...{ defaultIssuer, issuers: Object.keys(issuers), zones: dns.zones.map(({ zone }) => zone) },
      ...{ bus: bus.url ? 'NATS' : 'in this process', store: store.uri ? 'MongoDB' : 'SQLite' },
    }
    print.one(found, [
      ['Configuration', () => 'ok'],
      ['Default issuer', () => found.defaultIssuer],
      ['Issuers', () => found.issuers.join(', ')],
      ['Zones', () => found.zones.join(', ')],
      ['Bus', () => found.bus],
      ['Store', () => found.store],
    ])
  },
})

import { ZoneConfig } from '@certwire/dns'
import type { Config } from './config.ts'
import { marksAt } from './schema-at.ts'

/** The configuration as plain data with every secret masked; of a URL that is one, only the credentials. */
export function printConfig(config: Config): Record<string, unknown> {
  const { bus, store, dns } = config
  const zones = dns.zones.map(maskZone)
  // `Secret` prints itself masked.
  const text = JSON.stringify({ ...config, dns: { ...dns, zones } }, (_, value) => maskUrl(value))
  return {
    ...JSON.parse(text),
    bus: bus.url ? { url: bus.url.reveal().split(',').map(withoutCredentials).join(',') } : {},
    store: store.uri ? { uri: withoutCredentials(store.uri.reveal()) } : {},
  }
}

/** A provider's secrets are plain text for the provider, and marked in its schema. */
const maskZone = (zone: ZoneConfig) =>
  Object.fromEntries(
    Object.entries(zone).map(([key, value]) => [
      key,
      marksAt(ZoneConfig, [key]).secret ? '[secret]' : value,
    ]),
  )

const maskUrl = (value: unknown): unknown =>
  typeof value === 'string' && value.includes('://') ? withoutCredentials(value) : value

/** All up to the last "@", for a password may hold anything, and the whole query. */
const withoutCredentials = (url: string): string =>
  url.replace(/^([a-z][a-z0-9+]*:\/\/)?.*@/s, '$1[secret]@').replace(/\?.*$/s, '?[secret]')

import { providers, type ZoneConfig } from '@certwire/dns'
import type { Config } from './config.ts'

/** The configuration as plain data with every secret masked. */
export function printConfig(config: Config): unknown {
  const zones = config.dns.zones.map(maskZone)
  // `Secret` prints itself masked.
  return JSON.parse(JSON.stringify({ ...config, dns: { ...config.dns, zones } }))
}

/** A provider's secrets are plain text for the provider, and marked as secret in its schema. */
function maskZone(zone: ZoneConfig): Record<string, unknown> {
  const { shape } = providers[zone.provider].config
  const secret = new Set(
    Object.entries(shape)
      .filter(([, schema]) => schema.meta()?.secret === true)
      .map(([key]) => key),
  )
  return Object.fromEntries(
    Object.entries(zone).map(([key, value]) => [key, secret.has(key) ? '[secret]' : value]),
  )
}

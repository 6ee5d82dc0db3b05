import { type SandboxCloudflareOptions, startSandboxCloudflare } from '@certwire/sandbox'
import { onTestFinished } from 'vitest'
import type { TxtValue } from '../provider.ts'

export const apiToken = 'cf-token-of-the-test'
export const batchOperation = 'POST /zones/{id}/dns_records/batch'

/** Cloudflare with the zones of the provider suite, and our token. It is gone when the test is. */
export async function cloudflareZones(options: Partial<SandboxCloudflareOptions> = {}) {
  const vendor = await startSandboxCloudflare({
    zones: [{ name: 'example.com' }, { name: 'example.net' }],
    tokens: { [apiToken]: {} },
    ...options,
  })
  onTestFinished(() => vendor.close())
  return {
    vendor,
    add: (records: readonly TxtValue[]) => {
      for (const { name, value } of records) vendor.add({ name, type: 'TXT', value })
    },
    records: (): TxtValue[] => vendor.records().map(({ name, value }) => ({ name, value })),
    /** The operations of every call so far, and what became of them. */
    calls: () => vendor.calls.map(({ operation, outcome }) => `${operation} ${outcome}`),
  }
}

import { startSandboxDns } from '@certwire/sandbox'
import { onTestFinished } from 'vitest'
import type { TxtValue } from '../provider.ts'

/** The sandbox's DNS server with the zones of the provider suite. It is gone when the test is. */
export async function sandboxZones() {
  const dns = await startSandboxDns({ zones: ['example.com', 'example.net'] })
  onTestFinished(() => dns.close())
  return {
    url: dns.http.url,
    address: dns.address,
    add: (records: readonly TxtValue[]) => {
      for (const record of records) dns.add({ ...record, type: 'TXT' })
    },
    records: (): TxtValue[] => dns.records().map(({ name, value }) => ({ name, value })),
  }
}

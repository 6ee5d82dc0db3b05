import { dnsProviderSuite } from '../provider.suite.ts'
import { memoryProvider } from './memory.ts'

dnsProviderSuite('memory', () => {
  const dns = memoryProvider()
  return { dns, records: () => dns.records, add: (records) => void dns.records.push(...records) }
})

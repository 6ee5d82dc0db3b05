export type { ZoneChange } from './journal.ts'
export type { ServerKey, ZoneRecord } from './other-hand.ts'
export type { SiteOptions, ZoneRecords } from './site.ts'
export type { DnsServer } from './start.ts'

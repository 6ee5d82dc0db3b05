import { decodeEabKey } from '@certwire/acme'
import type { Config } from './config.ts'

/** What works, and a person should know all the same: one sentence each, with its place. */
export function adviceOn({ issuers }: Pick<Config, 'issuers'>): string[] {
  return Object.values(issuers).flatMap(({ name, eab }) => {
    const warning = eab && decodeEabKey(eab.hmacKey.reveal()).warning
    return warning === undefined ? [] : [`issuers.${name}.eab.hmacKey: ${warning}`]
  })
}

import { rangesOf } from '@certwire/config'
import { isWithin } from '../inbound/address.ts'
import type { Verifier } from '../verifier.ts'

/** Where it comes from. Alone it is as good as the network between. */
export const sourceRange: Verifier<'source-range'> = ({ ranges }) => {
  const list = rangesOf(ranges)
  return ({ address }) =>
    isWithin(list, address) ? undefined : 'it comes from an address that is not configured'
}

import { decodeEabKey } from '@certwire/acme'
import type { Config, HvcaConfig } from './config.ts'

const LACKS_EAB =
  'is missing, and this CA needs External Account Binding: kid and hmacKey from its portal, here or with `certwire eab add`'

/** What works, and a person should know all the same: one sentence each, with its place. */
export function adviceOn({ issuers }: Pick<Config, 'issuers'>): string[] {
  return Object.values(issuers).flatMap(({ name, eab, hvca, lacksEab }) => {
    const warning = eab && decodeEabKey(eab.hmacKey.reveal()).warning
    return [
      ...(lacksEab ? [`issuers.${name}.eab: ${LACKS_EAB}`] : []),
      ...(warning === undefined ? [] : [`issuers.${name}.eab.hmacKey: ${warning}`]),
      ...(hvca ? credentialAdvice(`issuers.${name}.hvca`, hvca) : []),
    ]
  })
}

/** What the portal of Atlas gives is hex of a known length. */
function credentialAdvice(place: string, { apiKey, apiSecret }: HvcaConfig): string[] {
  const looks = (key: string, text: string, digits: number) =>
    text.length === digits && /^[0-9a-f]+$/i.test(text)
      ? []
      : [`${place}.${key}: is not ${digits} hex digits, as the Atlas portal gives them`]
  return [...looks('apiKey', apiKey.reveal(), 16), ...looks('apiSecret', apiSecret.reveal(), 40)]
}

import type { Config } from '@certwire/config'
import { kinds } from '../sources/index.ts'
import { verifierOf } from '../verifiers/index.ts'
import type { Source } from './receive.ts'

/** RFC 7617 §2.1. */
const BASIC = 'Basic realm="webhooks", charset="UTF-8"'

/** The configured senders by name. One that nothing is asked of has said so: the configuration is checked for it. */
export function connectSources({ sources }: Config['webhooks']): ReadonlyMap<string, Source> {
  return new Map(
    Object.entries(sources).map(([name, { kind, issuer, verify = kinds[kind].verify, map }]) => {
      const source = {
        ...{ ...kinds[kind], name, issuer },
        map: { ...kinds[kind].map, ...map },
        verify: verify.map(verifierOf),
        challenge: verify.some(({ by }) => by === 'basic') ? BASIC : 'Bearer',
        hasSignedId: verify.some(({ by }) => by === 'standard-webhooks'),
      }
      return [name, source]
    }),
  )
}

import type { IssuerConfig } from '@certwire/config'
import type { Sealer } from '@certwire/secrets'
import { type Collection, insertOnce } from '@certwire/store'
import { type EabDocument, eabIdOf } from './eab-documents.ts'

export interface NewEab {
  readonly kid: string
  readonly hmacKey: string
  readonly owner?: string | undefined
  readonly expiresAt?: string | undefined
  readonly reusable?: boolean | undefined
}

export interface Eabs {
  /** Keeps one; false if its kid is there already. */
  add(issuer: IssuerConfig, eab: NewEab, source?: EabDocument['source']): Promise<boolean>
  get(id: string): Promise<EabDocument | undefined>
  of(issuer: string): Promise<EabDocument[]>
  all(): Promise<EabDocument[]>
  remove(eab: EabDocument): Promise<boolean>
  /** Its next version. Undefined when somebody else was first. */
  save(eab: EabDocument): Promise<EabDocument | undefined>
  /** The one of the configuration, made or corrected as far as it has not been used. */
  configured(issuer: IssuerConfig): Promise<EabDocument | undefined>
  hmacKeyOf(eab: EabDocument): Promise<string>
}

interface Deps {
  readonly collection: Collection<EabDocument>
  readonly sealer: Sealer
  readonly clock: () => Date
}

const MOST = 1000

const context = (id: string) => ({ tenant: '', collection: 'eabs', id, purpose: 'eab-hmac-key' })

export function connectEabs({ collection, sealer, clock }: Deps): Eabs {
  const add: Eabs['add'] = async ({ name, directory }, given, source = 'added') => {
    const { kid, hmacKey, owner, expiresAt, reusable } = given
    const _id = eabIdOf(directory, kid)
    return insertOnce(collection, {
      ...{ _id, version: 1, issuer: name, directory, kid, source, state: 'unused' },
      ...{ hmacKey: await sealer.seal(hmacKey, context(_id)), addedAt: clock().toISOString() },
      ...(owner !== undefined && { owner }),
      ...(expiresAt !== undefined && { expiresAt }),
      ...(reusable === true && { reusable }),
    })
  }
  const save: Eabs['save'] = async (eab) => {
    const next = { ...eab, version: eab.version + 1 }
    return (await collection.replace(next)) ? next : undefined
  }
  const hmacKeyOf = async ({ _id, hmacKey }: EabDocument) =>
    (await sealer.open(hmacKey, context(_id))).reveal()
  return {
    ...{ add, save, hmacKeyOf, get: (id) => collection.get(id) },
    of: (issuer) => collection.find('issuer', { equal: [issuer], limit: MOST }),
    all: () => collection.find('added', { limit: MOST }),
    remove: ({ _id, version }) => collection.delete(_id, version),
    configured: async (issuer) => {
      if (!issuer.eab) return undefined
      const { kid, hmacKey } = issuer.eab
      const text = hmacKey.reveal()
      await add(issuer, { kid, hmacKey: text }, 'config')
      const eab = await collection.get(eabIdOf(issuer.directory, kid))
      if (eab?.state !== 'unused' || (await hmacKeyOf(eab)) === text) return eab
      // Corrected since: what was refused for its MAC key may now be taken.
      return save({ ...eab, hmacKey: await sealer.seal(text, context(eab._id)) })
    },
  }
}

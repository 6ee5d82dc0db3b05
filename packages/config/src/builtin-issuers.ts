import type { LimitsConfig } from './limits-schema.ts'

/** A directory with the needs that its CA is known for. Nothing else depends on a CA's name. */
export interface BuiltinIssuer {
  readonly directory?: string
  readonly needs: readonly ('eab' | 'contact')[]
  readonly limits?: LimitsConfig
}

export const builtinIssuers: Readonly<Record<string, BuiltinIssuer>> = {
  /** The CA in this process; its directory is known when it has started. */
  sandbox: { needs: [] },
  'globalsign-atlas': {
    directory: 'https://emea.acme.atlas.globalsign.com/directory',
    needs: ['eab', 'contact'],
  },
  letsencrypt: {
    directory: 'https://acme-v02.api.letsencrypt.org/directory',
    needs: [],
    limits: 'letsencrypt',
  },
  'letsencrypt-staging': {
    directory: 'https://acme-staging-v02.api.letsencrypt.org/directory',
    needs: [],
    limits: 'letsencrypt',
  },
  zerossl: { directory: 'https://acme.zerossl.com/v2/DV90', needs: ['eab'] },
  google: { directory: 'https://dv.acme-v02.api.pki.goog/directory', needs: ['eab'] },
}

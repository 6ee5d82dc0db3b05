import { stat } from 'node:fs/promises'
import { parseKek } from '@certwire/secrets'
import type { Findings } from './findings.ts'
import type { Parsed } from './schema.ts'

/** What fits together only in one process, or only in several. */
export async function checkProcess(config: Parsed, findings: Findings): Promise<void> {
  checkKek(config, findings)
  if (usesSandbox(config)) checkSandbox(config, findings)
  const dataDir = await stat(config.dataDir).catch(() => undefined)
  if (dataDir && !dataDir.isDirectory())
    findings.add(['dataDir'], 'ERR_CONFIG_INVALID', 'must be a folder, and is something else')
}

export const usesSandbox = ({ defaultIssuer, issuers }: Parsed): boolean =>
  defaultIssuer === 'sandbox' || Object.hasOwn(issuers, 'sandbox')

function checkKek({ kek, store }: Parsed, findings: Findings): void {
  findings.attempt(['kek'], 'ERR_CONFIG_KEK', () => kek && parseKek(kek.reveal()))
  if (store.uri === undefined || kek !== undefined) return
  const why = 'is missing: processes that share a store need the same key-encryption key'
  findings.add(['kek'], 'ERR_CONFIG_MISSING', `${why}; "openssl rand -base64 32" makes one`)
}

/** The sandbox is in one process and everybody can read what it issues: nobody shall have it by mistake. */
function checkSandbox({ bus, defaultIssuer, http, sandbox }: Parsed, findings: Findings): void {
  if (bus.url !== undefined) {
    const place = defaultIssuer === 'sandbox' ? ['defaultIssuer'] : ['issuers', 'sandbox']
    const why = 'the sandbox is a CA inside of one process, and with NATS there are several'
    findings.add(place, 'ERR_CONFIG_SANDBOX', `${why}: name another issuer`)
  }
  const taken = new Set([http.port])
  for (const key of ['caPort', 'dnsPort'] as const) {
    const port = sandbox[key]
    if (port !== 0 && taken.has(port))
      findings.add(['sandbox', key], 'ERR_CONFIG_TWICE', `another listener has the port ${port}`)
    taken.add(port)
  }
}

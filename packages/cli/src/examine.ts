import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config, IssuerConfig } from '@certwire/config'
import { type Ca, connectDns, type Finding } from '@certwire/dns'
import { accountUrlOf, caProblem, directoryOf } from '@certwire/issuers'
import { CliError } from './cli-error.ts'
import { openStore } from './compose/platform.ts'
import { startSandbox, usesSandbox } from './compose/sandbox.ts'
import type { Context } from './context.ts'
import { type ClaimRow, examineClaims } from './examine-claims.ts'

type Trouble = Exclude<Finding, { level: 'ok' }>

/** What DNS says of a name, or the CA of itself. */
export type Row =
  | Finding
  | ClaimRow
  | (Omit<Trouble, 'check' | 'code' | 'actor'> & {
      readonly check: 'ca'
      readonly code: string
      readonly actor: string
    })

/** Looks at names with all that the configuration has, and no Certwire that runs. */
export async function examine(
  names: readonly string[],
  issuerName: string | undefined,
  context: Pick<Context, 'config' | 'query' | 'say' | 'signal'>,
): Promise<readonly Row[]> {
  const { signal, query } = context
  const given = await context.config()
  const issuer = chosen(given, issuerName)
  // The zones of a sandbox that runs are in its own process.
  const sandbox = usesSandbox(given) ? await startSandbox(apart(given)) : undefined
  try {
    const config = sandbox?.config ?? given
    const { ca, rows } = await askCa(chosen(config, issuer.name), config, context)
    const dns = connectDns(config.dns, () => new Date(), query)
    const findings = await dns.preflight(names, { ca, write: 'dry' }, signal)
    return [...rows, ...(await examineClaims(names, issuer, findings, context))]
  } finally {
    await sandbox?.close()
  }
}

const apart = (config: Config): Config => ({
  ...config,
  sandbox: { ...config.sandbox, caPort: 0, dnsPort: 0 },
})

function chosen({ issuers, defaultIssuer }: Config, named = defaultIssuer): IssuerConfig {
  const issuer = Object.hasOwn(issuers, named) ? issuers[named] : undefined
  if (issuer) return issuer
  const known = Object.keys(issuers).join(', ')
  const text = `There is no issuer "${named}"; there are: ${known}.`
  throw new CliError('ERR_ISSUER_UNKNOWN', text, 'usage')
}

/** Who the CA is to CAA records. One that cannot be asked keeps nothing else from being looked at. */
async function askCa(
  issuer: IssuerConfig,
  config: Config,
  { say, signal }: Pick<Context, 'say' | 'signal'>,
): Promise<{ ca: Ca; rows: Row[] }> {
  const accountUrl = await accountOf(issuer, config, say)
  const account = accountUrl === undefined ? {} : { accountUrl }
  const clock = () => new Date()
  try {
    const { caaIdentities: identities } = await directoryOf(issuer, clock, signal)
    return { ca: { identities, ...account }, rows: [] }
  } catch (error) {
    signal.throwIfAborted()
    const { problem } = caProblem(error, { clock, random: Math.random }, 'account')
    const { code, reason, actor, remedy, retryable } = problem
    const seen = { level: 'warning', code, saw: reason, actor, remedy, retryable } as const
    return {
      ca: { identities: [], ...account },
      rows: [{ check: 'ca', name: issuer.name, ...seen }],
    }
  }
}

async function accountOf(
  issuer: IssuerConfig,
  config: Config,
  say: Context['say'],
): Promise<string | undefined> {
  if (config.store.uri === undefined && !(await isThere(config))) return undefined
  try {
    await using opened = new AsyncDisposableStack()
    const store = opened.adopt(await openStore(config, 'certwire-doctor'), (one) => one.close())
    return await accountUrlOf(issuer, store)
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown'
    say(`The store cannot be read, so no accounturi of a CAA record is compared: ${why}`)
    return undefined
  }
}

/** A look must not make a database. */
const isThere = ({ dataDir }: Config) =>
  access(join(dataDir, 'certwire.db')).then(
    () => true,
    () => false,
  )

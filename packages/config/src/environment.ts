import type { Findings } from './config-error.ts'
import { readSecretFile } from './secret-file.ts'

interface Variable {
  readonly path: readonly string[]
  readonly secret?: true
}

type Environment = Readonly<Record<string, string | undefined>>

/** Variables with a vendor's own name where there is one. A secret may be in a file that `X_FILE` names instead. */
const variablesOf = (defaultIssuer: string): Readonly<Record<string, Variable>> => ({
  CERTWIRE_DATA_DIR: { path: ['dataDir'] },
  NATS_URL: { path: ['bus', 'url'], secret: true },
  MONGODB_URI: { path: ['store', 'uri'], secret: true },
  CERTWIRE_KEK: { path: ['kek'], secret: true },
  CERTWIRE_HTTP_HOST: { path: ['http', 'host'] },
  CERTWIRE_HTTP_PORT: { path: ['http', 'port'] },
  CERTWIRE_API_TOKEN: { path: ['http', 'token'], secret: true },
  CERTWIRE_LOG_LEVEL: { path: ['log', 'level'] },
  CERTWIRE_DEFAULT_ISSUER: { path: ['defaultIssuer'] },
  EAB_KID: { path: ['issuers', defaultIssuer, 'eab', 'kid'] },
  EAB_HMAC_KEY: { path: ['issuers', defaultIssuer, 'eab', 'hmacKey'], secret: true },
})

type Tree = { [key: string]: unknown }

/** Lays the environment over what the file says. Only variables of this list are looked at. */
export async function overlay(file: Tree, env: Environment, findings: Findings): Promise<Tree> {
  const tree = structuredClone(file)
  const inFile = typeof file.defaultIssuer === 'string' ? file.defaultIssuer : 'sandbox'
  const defaultIssuer = env.CERTWIRE_DEFAULT_ISSUER ?? inFile
  for (const [name, { path, secret }] of Object.entries(variablesOf(defaultIssuer))) {
    const text = await given(name, secret === true, env, findings)
    if (text !== undefined) put(tree, path, text)
  }
  return tree
}

async function given(name: string, secret: boolean, env: Environment, findings: Findings) {
  const text = env[name]
  const file = secret ? env[`${name}_FILE`] : undefined
  if (text === '' || file === '') {
    const message = 'is set and empty: unset it, or give it a value'
    findings.push({ path: text === '' ? name : `${name}_FILE`, code: 'ERR_CONFIG_EMPTY', message })
    return undefined
  }
  if (text !== undefined && file !== undefined) {
    const message = `and ${name}_FILE are both set: keep one`
    findings.push({ path: name, code: 'ERR_CONFIG_TWICE', message })
    return undefined
  }
  return file === undefined ? text : readSecretFile(file, `${name}_FILE`, findings)
}

function put(tree: Tree, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return
  if (rest.length === 0) {
    tree[key] = value
    return
  }
  const inner = tree[key]
  const next = typeof inner === 'object' && inner !== null ? (inner as Tree) : {}
  tree[key] = next
  put(next, rest, value)
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { ConfigError } from './config-error.ts'
import { variables, zoneVariables } from './environment.ts'
import { loadConfig } from './load-config.ts'
import { configKeys } from './reference.ts'
import { folderWith } from './test-folder.ts'

// biome-ignore lint/style/noProcessEnv: `npm run check` takes a share of the trials, `npm test` all of them.
const share = Number(process.env.CERTWIRE_TRIALS ?? 1)
const words = configKeys().flatMap(({ path }) => path.split(/[.[\]]+/))
const odd = ['__proto__', 'constructor', 'toString', '', '0', '<<', 'file', 'sandbox', 'atlas']
const values = ['http-request', 'letsencrypt', 'a.example', '/dev/zero', '.', 'https://a.example']
const key = fc.oneof(fc.constantFrom(...words, ...odd), fc.string())
const text = fc.oneof(
  fc.constantFrom(...values, ...odd),
  fc.string(),
  fc.string({ unit: 'binary' }),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.dictionary(key, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    ...[text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null)],
    ...[tie('tree'), fc.array(tie('value'), { maxLength: 3 })],
  ),
}))
const names = Object.keys({ ...variables('x'), ...zoneVariables }).flatMap((name) => [
  name,
  `${name}_FILE`,
])
const env = fc.dictionary(fc.constantFrom(...names), text, { maxKeys: 4, noNullPrototype: true })

/** Writes, loads, and says what came of it that is neither a configuration nor a `ConfigError` as people want it. */
async function oddities(cwd: string, yaml: string, given: Record<string, string>) {
  await writeFile(join(cwd, 'certwire.yaml'), yaml)
  const found = await loadConfig({ env: given, cwd }).catch((error: unknown) => error)
  const polluted = Object.keys(Object.prototype)
  if (!(found instanceof Error)) return polluted
  if (!(found instanceof ConfigError)) return [...polluted, found]
  const isFine = ({ path, code, message }: ConfigError['findings'][number]) =>
    /^[\x20-\x7e]+$/.test(path) && /^ERR_CONFIG_[A-Z_]+$/.test(code) && message !== ''
  const { findings } = found
  return [...polluted, ...(findings.length > 0 ? findings.filter((one) => !isFine(one)) : [found])]
}

test('any tree and any environment is a configuration, or is told to be none', async () => {
  const cwd = await folderWith({ file: 'content' })

  await fc.assert(
    fc.asyncProperty(tree, env, async (value, given) => {
      expect(await oddities(cwd, stringify(value), given)).toEqual([])
    }),
    { numRuns: 150 * share },
  )
})

test('so is any text, and any piece of a good file with other text in it', async () => {
  const cwd = await folderWith()
  const good = stringify({
    ...{ defaultIssuer: 'own', issuers: { own: { directory: 'https://ca.example/directory' } } },
    dns: { zones: [{ zone: 'a.example', provider: 'sandbox', endpoint: 'http://127.0.0.1' }] },
  })
  const cut = fc.tuple(fc.nat(good.length), fc.string({ unit: 'binary' }), fc.nat(good.length))
  const yaml = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    cut.map(([from, other, to]) => good.slice(0, from) + other + good.slice(to)),
  )

  await fc.assert(
    fc.asyncProperty(yaml, async (mangled) => {
      expect(await oddities(cwd, mangled, {})).toEqual([])
    }),
    { numRuns: 150 * share },
  )
})

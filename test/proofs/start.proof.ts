import { createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ended, runToEnd } from '../support/run-to-end.ts'
import { type ProofRun, proof } from './proof.ts'

const RUNS = 5
const NAMES = ['a.example.test', '*.a.example.test']
const root = join(import.meta.dirname, '../..')

export const start = proof({
  name: 'start',
  claim:
    'npm start -- --once on an installed checkout: openssl verifies the chain, the key matches, the names are exactly those asked for; under 5 s in all and under 0.5 s for the issuance, in the slowest run.',
  run: async (run) => {
    const runs: Awaited<ReturnType<typeof once>>[] = []
    for (let n = 0; n < RUNS; n += 1) runs.push(await once(run))
    const slowest = (key: 'seconds' | 'issuance') => Math.max(...runs.map((one) => one[key]))
    const [seconds, issuance] = [slowest('seconds'), slowest('issuance')]
    const right = runs.filter(({ verified }) => verified).length
    return {
      ok: right === RUNS && seconds < 5 && issuance < 0.5,
      figures: { n: RUNS, verified: right, seconds: seconds.toFixed(2), issuance },
    }
  },
})

async function once({ say }: ProofRun) {
  const out = await mkdtemp(join(tmpdir(), 'certwire-start-'))
  try {
    const args = ['start', '--', '--once', '--out', out, ...NAMES]
    const ended = await runToEnd('npm', args, { cwd: root })
    const verified = ended.code === 0 && (await isRight(out))
    const issuance = issuanceOf(ended)
    say(`exit ${ended.code}, ${ended.seconds.toFixed(2)} s in all, ${issuance} s to cert.issued`)
    return { seconds: ended.seconds, issuance, verified }
  } finally {
    await rm(out, { recursive: true, force: true })
  }
}

async function isRight(out: string): Promise<boolean> {
  const chain = join(out, 'fullchain.pem')
  const verify = ['verify', '-CAfile', join(out, 'ca.pem'), '-untrusted', chain, chain]
  const { code } = await runToEnd('openssl', verify, { cwd: out })
  const leaf = new X509Certificate(await readFile(chain))
  const key = createPublicKey(await readFile(join(out, 'privkey.pem')))
  const names = leaf.subjectAltName?.split(', ').sort().join()
  const wanted = NAMES.map((name) => `DNS:${name}`)
    .sort()
    .join()
  return code === 0 && leaf.publicKey.equals(key) && names === wanted
}

/** From the line `   0.225 s  cert.issued`; infinite when there is none. */
const issuanceOf = ({ stdout, stderr }: Ended): number =>
  Number(/(\d+\.\d+) s {2}cert\.issued/.exec(stdout + stderr)?.[1] ?? Number.POSITIVE_INFINITY)

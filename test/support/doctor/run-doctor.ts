import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cli, printTo } from '@certwire/cli'
import { loadConfig } from '@certwire/config'
import type { Finding } from '@certwire/dns'
import { type DoctorGround, issuerOf } from './ground.ts'

/** `certwire doctor names NAME -o json` in a folder whose certwire.yaml has these zones. */
export async function runDoctor(
  ground: DoctorGround,
  name: string,
  zones: readonly object[],
): Promise<{ code: number; findings: readonly Finding[]; stderr: string }> {
  const { folder, ca, resolvers, query } = ground
  const config = { defaultIssuer: 'ca', issuers: { ca: issuerOf(ca) }, dataDir: '.' }
  await writeFile(
    join(folder, 'certwire.yaml'),
    JSON.stringify({ ...config, dns: { resolvers, zones } }),
  )
  const out: string[] = []
  const err: string[] = []
  const streams = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
  }
  const context: Parameters<typeof cli>[1] = (format) => ({
    config: () => loadConfig({ env: {}, cwd: folder }),
    api: () => Promise.reject(new Error('no Certwire runs')),
    print: printTo(streams.out, format),
    say: (text) => streams.err(`${text}\n`),
    ...{ terminal: undefined, env: {}, signal: new AbortController().signal, query },
  })
  const code = await cli(['doctor', 'names', name, '-o', 'json'], context, streams)
  return { code, findings: JSON.parse(out.join('') || '[]'), stderr: err.join('') }
}

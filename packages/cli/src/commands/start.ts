import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '@certwire/config'
import { CertificateView, OrderId } from '@certwire/contracts'
import { z } from 'zod'
import { type Api, connectApi } from '../api.ts'
import { awaitOrder, endOf } from '../await-order.ts'
import { command } from '../command.ts'
import { readOrCreateToken } from '../compose/token-file.ts'
import { up } from '../compose/up.ts'
import type { Context } from '../context.ts'
import { exportCertificate } from '../export-certificate.ts'
import { elapsed } from '../progress.ts'

const DEMO_NAMES = ['demo.example.test', '*.demo.example.test']
const Answer = z.object({ orderId: OrderId })

export const start = command({
  name: 'start',
  summary: 'Start everything in this process, request a certificate and show what happens.',
  arguments: [['[names...]', 'DNS names in a zone of the configuration or of the sandbox']],
  options: [
    ['--once', 'in a folder that is thrown away, and end after the certificate'],
    ['--out <dir>', 'where the certificate goes'],
  ],
  input: z.strictObject({
    names: z.array(z.string()).default([]),
    once: z.boolean().default(false),
    out: z.string().optional(),
  }),
  run: async ({ names, once: single, out }, context) => {
    const given = await context.config()
    const config = single ? await throwaway(given) : given
    const running = await up(config)
    try {
      const api = connectApi(
        running.url,
        config.http.token ?? (await readOrCreateToken(config.dataDir)),
      )
      await show(
        api,
        names.length > 0 ? names : DEMO_NAMES,
        out ?? join(given.dataDir, 'demo'),
        context,
      )
      if (!single) await stay(running.url, context)
    } finally {
      await running.close()
      if (single) await rm(config.dataDir, { recursive: true, force: true })
    }
  },
})

/** Ports that are free and a folder of its own: it may run beside another. */
async function throwaway(config: Config): Promise<Config> {
  return {
    ...config,
    dataDir: await mkdtemp(join(tmpdir(), 'certwire-')),
    http: { ...config.http, port: 0 },
    sandbox: { ...config.sandbox, caPort: 0, dnsPort: 0 },
  }
}

async function show(
  api: Api,
  names: readonly string[],
  out: string,
  { say, print, signal }: Context,
) {
  const begin = new Date()
  say(`requesting a certificate for ${names.join(', ')}`)
  const { orderId } = Answer.parse(await api.post('/requests', { names }))
  await awaitOrder(api, orderId, begin, (event) => say(elapsed(event, begin)), signal)
  const { certificate } = await endOf(api, orderId)
  if (!certificate) return
  const view = CertificateView.parse(await api.get(`/certificates/${certificate.certificateId}`))
  const files = await exportCertificate(api, view.id, out)
  print.one({ ...view, files: files.map(({ file }) => file) }, [
    ['Subject', ({ subject }) => subject],
    ['Names', (shown) => shown.names.join(', ')],
    ['Issuer', ({ issuerName }) => issuerName],
    ['Valid from', ({ notBefore }) => notBefore],
    ['Valid to', ({ notAfter }) => notAfter],
    ['Files', (shown) => shown.files.join('\n')],
  ])
}

async function stay(url: string, { say, signal }: Context): Promise<void> {
  say(`
Certwire is up at ${url}. In another terminal:
  npm run -s certwire -- request www.example.test --wait
  npm run -s certwire -- order list
  npm run -s certwire -- events --follow
Ctrl-C stops it.`)
  if (!signal.aborted) await once(signal, 'abort')
}

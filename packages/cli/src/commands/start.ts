import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '@certwire/config'
import { z } from 'zod'
import { CliError } from '../cli-error.ts'
import { command } from '../command.ts'
import { usesSandbox } from '../compose/sandbox.ts'
import { serviceNames } from '../compose/services.ts'
import type { Context } from '../context.ts'
import { demonstrate } from '../demonstrate.ts'
import { nextSteps } from '../next-steps.ts'

const Input = z.strictObject({
  names: z.array(z.string()).default([]),
  once: z.boolean().default(false),
  out: z.string().optional(),
})
type Input = z.infer<typeof Input>

export const start = command({
  name: 'start',
  summary: 'Run everything in this process, request a certificate and show what happens.',
  arguments: [['[names...]', 'DNS names; without them the sandbox, where there is one, gets two']],
  options: [
    ['--once', 'end after the certificate; on the sandbox, keep nothing else'],
    ['--out <dir>', 'where the certificate goes (demo in the data folder)'],
  ],
  examples: [
    'certwire start',
    "certwire start --once --out ./tls a.example.test '*.a.example.test'",
  ],
  input: Input,
  run: async (input, context) => {
    const given = quiet(await context.config())
    const config = input.once && usesSandbox(given) ? await throwaway(given) : given
    try {
      await run(input, config, given.dataDir, context)
    } finally {
      if (config !== given) await rm(config.dataDir, { recursive: true, force: true })
    }
  },
})

async function run(input: Input, config: Config, dataDir: string, context: Context) {
  const names = input.names.length > 0 ? input.names : demoNames(config)
  if (input.once && names.length === 0)
    throw new CliError('ERR_USAGE', 'Give the names for which your CA shall issue.', 'usage')
  const { up } = await import('../compose/up.ts')
  const running = await up(config, serviceNames, context.signal)
  try {
    const out = input.out ?? join(dataDir, 'demo')
    const orderId = names.length > 0 ? await demonstrate(running, names, out, context) : undefined
    if (input.once) return
    context.say(nextSteps(running.url, orderId, config, context.env))
    if (!context.signal.aborted) await once(context.signal, 'abort')
  } finally {
    await running.close()
  }
}

/** A person looks at this: the log has only what is wrong, unless more was asked for. */
const quiet = ({ log, ...config }: Config): Config => ({
  ...config,
  log: { ...log, level: log.level === 'info' ? 'warn' : log.level },
})

/** Nothing is requested of a real CA that nobody has asked for. */
function demoNames(config: Config): string[] {
  const [zone] = config.sandbox.zones
  if (config.defaultIssuer !== 'sandbox' || zone === undefined) return []
  return [`demo.${zone}`, `*.demo.${zone}`]
}

/** Ports that are free and a folder of its own: it may run beside another. */
async function throwaway(config: Config): Promise<Config> {
  return {
    ...config,
    dataDir: await mkdtemp(join(tmpdir(), 'certwire-')),
    http: { ...config.http, port: 0 },
    webhooks: { ...config.webhooks, listen: { ...config.webhooks.listen, port: 0 } },
    sandbox: { ...config.sandbox, caPort: 0, dnsPort: 0 },
  }
}

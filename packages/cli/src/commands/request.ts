import { readFile } from 'node:fs/promises'
import { KeyType, type OrderId, type OrderView } from '@certwire/contracts'
import { z } from 'zod'
import { Accepted } from '../accepted.ts'
import { awaitOrder, issued } from '../await-order.ts'
import { CliError } from '../cli-error.ts'
import { command } from '../command.ts'
import { exportCertificate } from '../export-certificate.ts'
import { type Events, showProgress } from '../progress.ts'
import { orderFields } from '../views.ts'
import { wishesOf, wishInputs, wishOptions } from '../wishes.ts'

const keyTypes = KeyType.options.join(', ')
const Input = z.strictObject({
  names: z.array(z.string()).default([]),
  issuer: z.string().optional(),
  fallback: z.array(z.string()).optional(),
  key: z.enum(KeyType.options, `must be one of ${keyTypes}`).optional(),
  csr: z.string().optional(),
  ...wishInputs,
  wait: z.boolean().default(false),
  out: z.string().optional(),
})
type Input = z.infer<typeof Input>

export const request = command({
  name: 'request',
  summary: 'Request a certificate for names, or for a CSR.',
  arguments: [['[names...]', 'DNS names; a wildcard in quotes']],
  options: [
    ['--issuer <name>', 'who issues; the default issuer otherwise'],
    ['--fallback <issuer>', 'who is asked when that one cannot or will not; in order', 'many'],
    ['--key <type>', `the key's type: ${keyTypes} (p256)`],
    ['--csr <file>', 'your own CSR in PEM: then the key stays with you'],
    ...wishOptions,
    ['--wait', 'until it is issued or has failed'],
    ['--out <dir>', 'wait, then write fullchain.pem, privkey.pem and ca.pem there'],
  ],
  examples: [
    "certwire request example.com '*.example.com' --wait",
    'certwire request example.com --key p384 --out ./tls',
    'certwire request example.com --profile shortlived:preferred --fallback zerossl',
    'certwire request --csr my.csr --wait',
  ],
  input: Input,
  run: async (input, context) => {
    const api = await context.api()
    const start = new Date()
    const { orderId } = await api.post('/requests', Accepted, await bodyOf(input))
    if (!input.wait && input.out === undefined)
      return context.print.one({ orderId }, [['Order', () => orderId]])
    const wait: Events<OrderView> = (onEvent) => awaitOrder(api, orderId, onEvent, context.signal)
    const shown = showProgress(wait, start, context)
    const order = await shown.then(issued).catch(withOrder(orderId))
    const id = order.certificate?.certificateId
    if (id !== undefined && input.out !== undefined)
      for (const { file } of await exportCertificate(api, id, input.out))
        context.say(`wrote ${file}`)
    context.print.one(order, orderFields(new Date()))
  },
})

async function bodyOf({ names, issuer, fallback: fallbacks, key, csr, ...wished }: Input) {
  const usage = (text: string) => new CliError('ERR_USAGE', text, 'usage')
  if (names.length === 0 && csr === undefined)
    throw usage('Give at least one name, or a CSR with --csr.')
  if (key !== undefined && csr !== undefined)
    throw usage('A CSR has its key already: leave out --key or --csr.')
  const wishes = wishesOf(wished)
  return {
    ...{ names, issuer, fallbacks, key, wishes },
    ...(csr !== undefined && { csr: await readCsr(csr) }),
  }
}

/** Whoever waits no longer, or in vain, has to know what to look at. */
const withOrder = (orderId: OrderId) => (error: unknown) => {
  if (!(error instanceof CliError)) throw error
  const more = `See "certwire order show ${orderId}".`
  throw new CliError(error.code, `${error.message} ${more}`, error.exit)
}

async function readCsr(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown'
    throw new CliError('ERR_CSR_FILE', `The CSR file cannot be read: ${why}`, 'usage')
  }
}

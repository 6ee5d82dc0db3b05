import { type Config, loadConfig } from '@certwire/config'
import { type EventView, OrderView } from '@certwire/contracts'
import type { Query } from '@certwire/dns'
import type { Api } from './api.ts'
import { cli } from './cli.ts'
import { CliError } from './cli-error.ts'
import type { Context } from './context.ts'
import { printTo } from './print.ts'

/** What the API answers, by method and path; an `Error` is thrown. */
export type Answers = Readonly<Record<string, unknown>>

interface Given {
  readonly answers?: Answers
  readonly events?: readonly EventView[]
  readonly env?: Record<string, string>
  readonly signal?: AbortSignal
  readonly query?: Query
}

/** The whole program in this process, before a visible API. */
export function stage({ answers = {}, events = [], env = {}, signal = never, query }: Given = {}) {
  const calls: { call: string; body?: unknown }[] = []
  const api = visibleApi(answers, events, calls)
  const config = () => loadConfig({ env, cwd: '/nowhere' })
  const run = async (...args: string[]) => {
    const stdout: string[] = []
    const stderr: string[] = []
    const out = (text: string) => void stdout.push(text)
    const err = (text: string) => void stderr.push(text)
    const context = contextOf({
      api: async () => api,
      config,
      env,
      signal,
      ...(query && { query }),
      say: (text) => err(`${text}\n`),
    })
    const make: Parameters<typeof cli>[1] = (format) => ({
      ...context,
      print: printTo(out, format),
    })
    const code = await cli(args, make, { out, err })
    return { code, stdout: stdout.join(''), stderr: stderr.join('') }
  }
  return { calls, run }
}

const never = new AbortController().signal

const contextOf = (
  given: Pick<Context, 'api' | 'env' | 'signal' | 'say' | 'query'> & {
    config: () => Promise<Config>
  },
): Omit<Context, 'print'> => ({ ...given, terminal: undefined })

function visibleApi(
  answers: Answers,
  events: readonly EventView[],
  calls: { call: string; body?: unknown }[],
): Api {
  const answer = (call: string) => {
    const given = answers[call]
    if (given === undefined) throw new CliError('ERR_TEST', `nothing answers to ${call}`)
    if (given instanceof Error) throw given
    return given
  }
  return {
    get: async (path, schema) => {
      calls.push({ call: `GET ${path}` })
      return schema.parse(answer(`GET ${path}`))
    },
    post: async (path, schema, body) => {
      calls.push({ call: `POST ${path}`, body })
      return schema.parse(answer(`POST ${path}`))
    },
    events: async function* (query) {
      calls.push({ call: `FOLLOW /events?${query}` })
      yield* events
    },
  }
}

const noon = '2026-11-24T12:00:00.000Z'

/** An order as the API shows it, here with what a test is about. */
export const orderView = (given: Partial<Record<keyof OrderView, unknown>> = {}): OrderView =>
  OrderView.parse({
    ...{ id: 'ord_1', tenant: 'default', phase: 'issued', names: ['a.example'], issuer: 'sandbox' },
    ...{ generation: 1, createdAt: noon, records: [], history: [], ...given },
  })

export const eventView = (id: string, type = 'order.placed', data: unknown = {}): EventView =>
  ({ ...{ id, type, at: noon, tenant: 'default', orderId: 'ord_1' }, data }) as EventView

import type { IssuerConfig, LimitsConfig } from '@certwire/config'
import type { Spender } from '@certwire/domain'
import { type Collection, type Document, type Store, sqliteStore } from '@certwire/store'
import { connectBudgets } from './budgets.ts'

export const start = Date.parse('2026-11-24T12:00:00.000Z')
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

const issuer = (name: string, limits?: LimitsConfig): IssuerConfig => ({
  ...{ name, directory: 'https://ca.example/directory', contact: [], origins: [] },
  ...{ propagation: 'all', ...(limits && { limits }) },
})

/** An order that asks. */
export const spender = (n: number | string, names: readonly string[], tenant = 'a'): Spender => ({
  ...{ who: `ord_${n}/1`, tenant, names, since: start + (typeof n === 'number' ? n : 100) },
})

/** Processes that share a store, and a clock that a test puts forward. */
export async function stage(limits?: LimitsConfig, shared?: Store) {
  const inner = shared ?? (await sqliteStore({ file: ':memory:' }))
  const operations: string[] = []
  const store = counting(inner, operations)
  const time = { now: start }
  const clock = () => new Date(time.now)
  const issuers = { ca: issuer('ca', limits), sibling: issuer('sibling', limits) }
  const connect = () => connectBudgets({ config: { issuers }, store, clock, random: () => 0 })
  const pass = (ms: number) => {
    time.now += ms
  }
  return { budgets: await connect(), another: await connect(), pass, operations, store: inner }
}

/** Writes down what is asked of the store. */
function counting(store: Store, operations: string[]): Store {
  const open: Store['open'] = async (definition) => {
    const collection = await store.open(definition)
    return counted(collection, definition.name, operations)
  }
  return { ...store, open }
}

function counted<D extends Document>(
  collection: Collection<D>,
  name: string,
  operations: string[],
): Collection<D> {
  const noting =
    <A extends readonly unknown[], T>(operation: string, run: (...rest: A) => Promise<T>) =>
    (...rest: A): Promise<T> => {
      operations.push(`${operation} ${name}`)
      return run(...rest)
    }
  return {
    get: noting('get', collection.get),
    insert: noting('insert', collection.insert),
    replace: noting('replace', collection.replace),
    find: noting('find', collection.find),
    delete: noting('delete', collection.delete),
  }
}

/** How long after the start it is, in whole minutes; nothing for whoever need not wait. */
export const minutesTo = (until: { readonly until: string } | undefined): number | undefined =>
  until && Math.round((Date.parse(until.until) - start) / MINUTE)

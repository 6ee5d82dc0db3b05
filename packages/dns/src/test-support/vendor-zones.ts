import { z } from 'zod'
import type { TxtValue } from '../provider.ts'
import { scriptedHttp } from './scripted-http.ts'

const Record = z.object({ name: z.string(), value: z.string() })
const OneRecord = z.object({ fqdn: z.string(), value: z.string() })
const Change = z.object({ zone: z.string(), add: z.array(Record), remove: z.array(Record) })

/** A vendor with zones that answers both protocols: /change, and /present with /cleanup. */
export async function vendorZones() {
  const held = new Map<string, TxtValue>()
  const key = ({ name, value }: TxtValue) => `${name} ${value}`
  const add = (records: readonly TxtValue[]) => {
    for (const record of records) held.set(key(record), record)
  }
  const remove = (records: readonly TxtValue[]) => {
    for (const record of records) held.delete(key(record))
  }
  const named = (body: unknown) => {
    const { fqdn, value } = OneRecord.parse(body)
    return [{ name: fqdn.slice(0, -1), value }]
  }
  const actions: { [path: string]: (body: unknown) => void } = {
    '/present': (body) => add(named(body)),
    '/cleanup': (body) => remove(named(body)),
    '/change': (body) => {
      const change = Change.parse(body)
      remove(change.remove)
      add(change.add)
    },
  }
  const { url } = await scriptedHttp((response, { path, body }) => {
    actions[path]?.(body)
    response.end('{}')
  })
  return { url, add, records: () => [...held.values()] }
}

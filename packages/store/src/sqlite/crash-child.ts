import process from 'node:process'
import { sqliteStore } from '../sqlite.ts'
import { jobs } from '../suite/jobs.ts'

/** Saves on and on from eight places at once, and prints each id as soon as its save has resolved. */
const [, , file = '', round = ''] = process.argv
const store = await sqliteStore({ file })
const collection = await store.open(jobs)

async function saveOn(place: number) {
  for (let serial = 0; ; serial++) {
    const _id = `${round}-${place}-${serial}`
    await collection.insert({ _id, version: 1, payload: 'x'.repeat(500) })
    // Not writeSync: a pipe whose reader is busy answers EAGAIN, which the stream waits out.
    await new Promise((resolve) => process.stdout.write(`${_id}\n`, resolve))
  }
}
await Promise.all(Array.from({ length: 8 }, (_, place) => saveOn(place)))

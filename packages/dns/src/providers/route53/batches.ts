import type { Change } from '@aws-sdk/client-route-53'

/** What one call may carry, by AWS's quotas: an UPSERT counts twice. */
const MOST_RECORDS = 1000
const MOST_CHARACTERS = 32_000
/** A digest of 43 characters in its quotes. */
const TYPICAL_VALUE = 45

/** How many new values fit a call. */
export const CAPACITY = Math.min(MOST_RECORDS, Math.floor(MOST_CHARACTERS / TYPICAL_VALUE))

interface Size {
  readonly records: number
  readonly characters: number
}

/** The changes in as few calls as they fit, those of one name always in one: they belong together. */
export function batches(names: readonly Change[][]): Change[][] {
  const all: Change[][] = []
  let room: Size = { records: 0, characters: 0 }
  for (const changes of names) {
    const size = sizeOf(changes)
    const last = all.at(-1)
    if (last && size.records <= room.records && size.characters <= room.characters) {
      last.push(...changes)
    } else {
      all.push([...changes])
      room = { records: MOST_RECORDS, characters: MOST_CHARACTERS }
    }
    room = {
      records: room.records - size.records,
      characters: room.characters - size.characters,
    }
  }
  return all
}

function sizeOf(changes: readonly Change[]): Size {
  const values = changes.flatMap(({ Action, ResourceRecordSet }) => {
    const own = (ResourceRecordSet?.ResourceRecords ?? []).map(({ Value = '' }) => Value)
    return Action === 'UPSERT' ? [...own, ...own] : own
  })
  return { records: values.length, characters: values.join('').length }
}

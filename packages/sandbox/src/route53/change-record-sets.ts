import { setTimeout as pause } from 'node:timers/promises'
import { type Account, type ChangeInfo, zoneOf } from './account.ts'
import { applyBatch } from './apply-batch.ts'
import type { HostedZone } from './hosted-zone.ts'
import { readBatch } from './read-batch.ts'
import { Route53Error } from './route53-error.ts'
import { branch, document, leaf } from './write-xml.ts'

export async function changeResourceRecordSets(
  account: Account,
  id: string,
  body: string,
): Promise<string> {
  const zone = zoneOf(account, id)
  const { changes, comment } = readBatch(body)
  account.throttle.changes(changes)
  return await alone(account, zone, () => {
    // It may have been deleted while this one waited.
    const { sets } = zoneOf(account, id)
    const info = account.change(zone, applyBatch({ name: zone.name, sets }, changes), comment)
    return document('ChangeResourceRecordSetsResponse', infoXml({ ...info, isInSync: false }))
  })
}

/** A zone takes one change at a time, and while it does, refuses others. */
async function alone<T>(account: Account, zone: HostedZone, change: () => T): Promise<T> {
  if (zone.isBusy) {
    throw new Route53Error(
      400,
      'PriorRequestNotComplete',
      'The request was rejected because Route 53 was still processing a prior request.',
    )
  }
  zone.isBusy = true
  try {
    const { callMs, signal } = account
    if (callMs > 0) await pause(callMs, undefined, { signal })
    return change()
  } finally {
    zone.isBusy = false
  }
}

export function getChange({ changes }: Account, id: string): string {
  const info = changes.get(id)
  if (!info) {
    throw new Route53Error(404, 'NoSuchChange', `Could not find resource with ID: ${id}`)
  }
  return document('GetChangeResponse', infoXml(info))
}

const infoXml = ({ id, isInSync, submittedAt, comment }: ChangeInfo): string =>
  branch(
    'ChangeInfo',
    leaf('Id', `/change/${id}`),
    leaf('Status', isInSync ? 'INSYNC' : 'PENDING'),
    leaf('SubmittedAt', submittedAt.toISOString()),
    comment === undefined ? undefined : leaf('Comment', comment),
  )

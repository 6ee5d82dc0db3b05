import { onTestFinished } from 'vitest'
import { readXml, type XmlElement } from './read-xml.ts'
import { type SandboxRoute53Options, startSandboxRoute53 } from './start.ts'
import { branch, leaf } from './write-xml.ts'

export interface Answer {
  readonly status: number
  readonly root: XmlElement
  /** The texts of all elements of that name. */
  texts(name: string): string[]
}

export interface SetOptions {
  readonly type?: string
  readonly ttl?: number
  /** More elements of the set. */
  readonly more?: string
}

/** A change of one set, as XML. TXT with 60 seconds, unless it says otherwise. */
export const change = (
  action: string,
  name: string,
  values: readonly string[],
  { type = 'TXT', ttl = 60, more = '' }: SetOptions = {},
): string =>
  branch(
    'Change',
    leaf('Action', action),
    branch(
      'ResourceRecordSet',
      ...[leaf('Name', name), leaf('Type', type), more, leaf('TTL', ttl)],
      branch(
        'ResourceRecords',
        ...values.map((value) => branch('ResourceRecord', leaf('Value', value))),
      ),
    ),
  )

/** Route 53 with the zone example.com as Z1. It is gone when the test is. */
export async function route53(options: Partial<SandboxRoute53Options> = {}) {
  const zones = [{ name: 'example.com', id: 'Z1' }]
  const aws = await startSandboxRoute53({ zones, ...options })
  onTestFinished(() => aws.close())
  const call = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${aws.endpoint}/2013-04-01/${path}`, init)
    const root = readXml(await response.text())
    return { status: response.status, root, texts: (name) => textsOf(root, name) }
  }
  const post = (body: string, zone = 'Z1') =>
    call(`hostedzone/${zone}/rrset`, { method: 'POST', body })
  return {
    ...{ aws, call, post },
    change: (...changes: readonly string[]) => post(request(...changes)),
    /** `name type ttl value` of every set but the zone's own. */
    records: () => aws.records().map((one) => `${one.name} ${one.type} ${one.ttl} ${one.value}`),
  }
}

export const request = (...changes: readonly string[]): string =>
  branch('ChangeResourceRecordSetsRequest', branch('ChangeBatch', branch('Changes', ...changes)))

function textsOf(element: XmlElement, name: string): string[] {
  const own = element.name === name ? [element.text] : []
  return [...own, ...element.children.flatMap((child) => textsOf(child, name))]
}

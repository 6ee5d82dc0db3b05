import { misbehave } from '@certwire/sandbox'
import { answersOfOthers } from './answers.ts'
import { type Payload, type Saying, type Script, saying } from './payload.ts'

const { altered, answer, problem, urls } = misbehave
const asText = (text: string): Script =>
  answer(200, { 'content-type': 'application/pem-certificate-chain' }, text)

/** Where a CA's text comes to us. */
const textFields: Readonly<Record<string, (text: string) => Saying>> = {
  'detail of a problem': (text) => saying(problem(400, 'malformed', text), 'newOrder'),
  'type of a problem': (text) => saying(problem(400, text, 'no'), 'newOrder'),
  'subproblem and its identifier': (text) => saying(withPart(text), 'newOrder'),
  'instance of a problem': (text) =>
    saying(problem(403, 'unauthorized', text, { instance: text }), 'finalize'),
  'error of a challenge': (text) => ({
    operations: [],
    arrange: (ca) => ca.failNext({ type: 'caa', detail: text }),
  }),
  'error of an order': (text) => ({
    operations: [],
    arrange: (ca) => ca.issueNext(misbehave.refused({ type: 'caa', detail: text })),
  }),
  'name of an authorization': (text) =>
    saying(
      altered((body) => ({ ...body, identifier: { type: 'dns', value: text } })),
      'authorization',
    ),
  'token of a challenge': (text) => saying(challenges({ token: text }), 'authorization'),
  'type of a challenge': (text) => saying(challenges({ type: text }), 'authorization'),
  'status of an order': (text) =>
    saying(
      altered((body) => ({ ...body, status: text })),
      'order',
    ),
  'names of an order': (text) =>
    saying(
      altered((body) => ({ ...body, identifiers: [{ type: 'dns', value: text }] })),
      'newOrder',
    ),
  'the certificate': (text) => saying(asText(text), 'certificate'),
  'meta of the directory': (text) =>
    saying(
      altered((body) => withMeta(body, text)),
      'directory',
    ),
  'the account': (text) =>
    saying(
      altered((body) => ({ ...body, contact: [text], orders: text })),
      'newAccount',
    ),
}

const challenges = (change: object): Script =>
  altered((body) => ({
    ...body,
    challenges: body.challenges?.map((one: object) => ({ ...one, ...change })),
  }))

const withMeta = (body: object, text: string): object => ({
  ...body,
  meta: { termsOfService: text, website: text, caaIdentities: [text], profiles: { [text]: text } },
})

function withPart(text: string): Script {
  const part = { type: text, detail: text, identifier: { type: 'dns', value: text } }
  return problem(403, 'rejectedIdentifier', 'no', { subproblems: [part] })
}

/** Where a CA says where something is. */
const urlFields: Readonly<Record<string, (url: string) => Saying>> = {
  location: (url) => saying(urls(url, 'location'), 'newOrder'),
  finalize: (url) => saying(urls(url, 'finalize'), 'newOrder'),
  authorizations: (url) => saying(urls(url, 'authorizations'), 'newOrder', 'order'),
  challenge: (url) => saying(urls(url, 'challenge'), 'authorization'),
  certificate: (url) => saying(urls(url, 'certificate'), 'finalize', 'order'),
  directory: (url) => saying(urls(url, 'directory'), 'directory'),
}

/** Each value once, in one field after another. */
const spread = (
  values: Readonly<Record<string, string>>,
  fields: Readonly<Record<string, (value: string) => Saying>>,
): Payload[] => {
  const all = Object.entries(fields)
  return Object.entries(values).flatMap(([what, value], n) => {
    const [where, say] = all[n % all.length] ?? []
    return where !== undefined && say ? [{ what, where, ...say(value) }] : []
  })
}

export const payloads: readonly Payload[] = [
  ...spread(misbehave.hostileTexts, textFields),
  ...spread(misbehave.hostileUrls, urlFields),
  ...answersOfOthers,
]

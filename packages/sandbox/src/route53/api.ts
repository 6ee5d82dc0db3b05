import type { VendorApi, VendorReply, VendorRequest } from '../vendor/serve.ts'
import type { Account } from './account.ts'
import { authorize, type SandboxRoute53Access } from './authorize.ts'
import { operationOf } from './operations.ts'
import { countChanges } from './read-batch.ts'
import { malformed, Route53Error } from './route53-error.ts'
import { branch, document, leaf } from './write-xml.ts'

type AccessKeys = Readonly<Record<string, SandboxRoute53Access>>

/** Route 53's API, version 2013-04-01, as far as it is about the records of zones. */
export function route53Api(account: Account, accessKeys: AccessKeys | undefined): VendorApi {
  let answers = 0
  return {
    describe: ({ method, url, body }) => {
      const found = operationOf(method, url.pathname)
      if (!found) return { operation: `${method} ${url.pathname.slice(0, 200)}` }
      const { name: operation, zone } = found
      return {
        operation,
        ...(zone !== undefined && { zone }),
        ...(method === 'POST' && { size: countChanges(body) }),
      }
    },
    answer: async (request) => {
      answers += 1
      const id = `00000000-0000-4000-8000-${String(answers).padStart(12, '0')}`
      try {
        return reply(200, await answered(account, accessKeys, request), id, 'ok')
      } catch (error) {
        if (!(error instanceof Route53Error)) throw error
        return reply(error.status, errorXml(error, id), id, error.code)
      }
    },
  }
}

function answered(account: Account, accessKeys: AccessKeys | undefined, request: VendorRequest) {
  const { method, url, body, isCut } = request
  const operation = operationOf(method, url.pathname)
  if (!operation) throw new Route53Error(404, 'UnknownOperation', 'There is no such operation.')
  if (isCut) throw malformed('The body is too large.')
  const { id, zone, name } = operation
  account.settle()
  account.throttle.request()
  if (accessKeys) authorize(accessKeys, request, name, zone)
  return operation.answer(account, { id, query: url.searchParams, body })
}

const reply = (status: number, body: string, id: string, outcome: string): VendorReply => ({
  ...{ status, body, outcome },
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': id },
})

/** A batch that is refused is answered in one of two forms, and a client has to read both: so here are both. */
function errorXml({ code, message, messages }: Route53Error, id: string): string {
  if (messages.length > 1) {
    const texts = messages.map((text) => leaf('Message', text))
    return document(code, branch('Messages', ...texts), leaf('RequestId', id))
  }
  const error = branch(
    'Error',
    leaf('Type', 'Sender'),
    leaf('Code', code),
    leaf('Message', message),
  )
  return document('ErrorResponse', error, leaf('RequestId', id))
}

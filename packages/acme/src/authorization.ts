import type { Authorization } from './port.ts'
import { AuthorizationShape, shaped } from './shapes.ts'
import type { Answer } from './transport.ts'

/** RFC 8555 §7.1.4. */
export function readAuthorization(answer: Answer): Authorization {
  const { status, identifier, wildcard = false, challenges } = shaped(AuthorizationShape, answer)
  return {
    ...{ url: answer.url, status, wildcard, name: identifier.value.toLowerCase() },
    challenges: challenges.map(({ url, type, status: is, token, error }) => ({
      ...{ url, type, status: is },
      ...(token !== undefined && { token }),
      ...(error && { error }),
    })),
  }
}

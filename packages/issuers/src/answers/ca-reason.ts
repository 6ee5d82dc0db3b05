import type { AcmeProblem } from '@certwire/acme'
import { kindOf } from '@certwire/domain'

const SUBPROBLEMS_SHOWN = 5

/** What the CA says as one sentence for a person: with every name that it is about, and where the person should look. */
export function reasonOf(problem: AcmeProblem): string {
  const { type, status, detail, subproblems } = problem
  const what = type === 'about:blank' ? `HTTP ${status}` : kindOf(type)
  const parts = subproblems.length > 0 ? ` (${partsOf(subproblems)})` : ''
  return `The CA says ${what}: ${detail || 'no detail'}${parts}${pointersOf(problem)}`
}

function partsOf(subproblems: AcmeProblem['subproblems']): string {
  const shown = subproblems
    .slice(0, SUBPROBLEMS_SHOWN)
    .map((one) => `${one.identifier?.value ?? 'also'}: ${one.detail || kindOf(one.type)}`)
  const others = subproblems
    .slice(SUBPROBLEMS_SHOWN)
    .map((one) => one.identifier?.value ?? kindOf(one.type))
  return [...shown, ...(others.length > 0 ? [`and ${others.join(', ')}`] : [])].join('; ')
}

function pointersOf({ instance, termsOfService, algorithms, help }: AcmeProblem): string {
  const pointers = [
    ...(algorithms && algorithms.length > 0 ? [`it takes ${algorithms.join(', ')}`] : []),
    ...(instance ? [`see ${instance}`] : []),
    ...(termsOfService !== undefined ? [`the terms are at ${termsOfService}`] : []),
    ...(help !== undefined && help !== instance ? [`help is at ${help}`] : []),
  ]
  return pointers.map((one) => `, ${one}`).join('')
}

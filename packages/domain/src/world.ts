import type { ChallengeRecord } from '@certwire/contracts'
import * as is from './fixtures.ts'
import type { Order } from './order.ts'
import type { Incoming } from './step.ts'
import { settled, transition } from './transition.ts'
import { type Answer, answerTo, type CommandData, type Mood } from './world-answers.ts'

interface Command {
  readonly id: string
  readonly type: string
  readonly data: CommandData
}

const key = ({ name, value }: ChallengeRecord) => `${name} ${value}`

/**
 * The world around one order: it does what the order ever said, as often and as late as it is told to, and delivers
 * what came of it in the same manner. Its zone holds what solvers wrote and did not remove.
 */
export class World {
  order: Order
  now = is.now
  readonly zone = new Set<string>()
  readonly said: Command[] = []
  readonly answers: Answer[] = []
  readonly #done = new Set<string>()
  readonly #delivered = new Set<Incoming>()
  /** What the solver's ledger knows: these generations write no more. */
  #released = 0

  constructor(order = is.opened()) {
    this.order = order
    this.#hear()
  }

  deliver(message: Incoming): void {
    this.#delivered.add(message)
    this.order = transition(this.order, message, this.now)
    this.#hear()
    this.order = settled(this.order) ?? this.order
  }

  execute({ id, type, data }: Command, mood: Mood): void {
    this.#done.add(id)
    if (type === 'solver.present' && data.generation <= this.#released) return
    if (type === 'solver.present' && !mood.endsWith('ly'))
      for (const record of data.records) this.zone.add(key(record))
    if (type === 'solver.clean-up') this.#cleanUp(data)
    const answer = answerTo(type, data, mood, this.now)
    if (answer) this.answers.push({ ...answer, causationId: id })
  }

  /** What was said last and is not done yet is done, and heard of at once. */
  go(mood: Mood): void {
    const command = this.said.findLast(({ id }) => !this.#done.has(id))
    if (!command) return
    const heard = this.answers.length
    this.execute(command, mood)
    for (const answer of this.answers.slice(heard)) this.deliver(answer)
  }

  /** What was said and is not done yet never is. */
  lose(): void {
    for (const { id } of this.said) this.#done.add(id)
  }

  /** Time passes until the order is looked at again. */
  wait(): void {
    const nextAt = Date.parse(this.order.nextAt ?? '')
    if (nextAt > this.now.getTime()) this.now = new Date(nextAt)
    this.deliver(is.due)
  }

  /** What was said is done and what was done is heard of, and only then time passes, until nothing is left. */
  rest(mood: Mood = 'well'): void {
    for (let round = 0; round < 500; round++) {
      for (const one of this.said) if (!this.#done.has(one.id)) this.execute(one, mood)
      for (const answer of this.answers) if (!this.#delivered.has(answer)) this.deliver(answer)
      if (this.said.some(({ id }) => !this.#done.has(id))) continue
      if (this.order.nextAt === undefined) return
      this.wait()
    }
  }

  #cleanUp({ generation, records }: CommandData): void {
    this.#released = Math.max(this.#released, generation)
    for (const record of records) this.zone.delete(key(record))
  }

  #hear(): void {
    const known = new Set(this.said.map(({ id }) => id))
    // Whatever is read of a command's data is in it.
    for (const { id, type, data } of this.order.outbox)
      if (!known.has(id)) this.said.push({ id, type, data: data as CommandData })
  }
}

import type { z } from 'zod'
import type { Context } from './context.ts'

/** A command is data: help, parsing and the documentation follow from it. */
export interface Command<S extends z.ZodObject = z.ZodObject> {
  /** Noun and verb: `order show`. */
  readonly name: string
  readonly summary: string
  /** In commander's notation: `<id>` must be there, `[name...]` may be there, several times. */
  readonly arguments?: readonly (readonly [notation: string, description: string])[]
  /** One with `many` may be given several times. */
  readonly options?: readonly (readonly [flags: string, description: string, many?: 'many'])[]
  readonly examples: readonly string[]
  /** Arguments and options together, by their names. */
  readonly input: S
  // A method, so that commands with different inputs fit into one list.
  run(input: z.infer<S>, context: Context): Promise<void>
}

/** Returns its argument; it exists for inference. */
export const command = <S extends z.ZodObject>(definition: Command<S>): Command<S> => definition

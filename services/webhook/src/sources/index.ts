import type { Kind, SourceKind } from '../source.ts'
import { atlas } from './atlas.ts'
import { digicert } from './digicert.ts'
import { generic } from './generic.ts'
import { sectigo } from './sectigo.ts'

/** Every platform that a source can name in `kind:`, by that name. */
export const kinds: Readonly<Record<Kind, SourceKind>> = { atlas, digicert, generic, sectigo }

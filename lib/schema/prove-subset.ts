import { alterShape } from './alter-shape.ts'
import { acceptsAll } from './accepts-all.ts'
import { areTaggedApart } from './are-tagged-apart.ts'
import { listRelevant } from './branch-index.ts'
import { type Budget, valuesInStep } from './budget.ts'
import type { TextComparer } from './compare-texts.ts'
import { toCanonicalText } from './canonical-text.ts'
import { intersectShapes, restrictShape } from './intersect-shapes.ts'
import { arePaired } from './pair-branches.ts'
import { isProvablyEmpty } from './prove-empty.ts'
import { isFacetSubset, lacksRequired } from './prove-facets.ts'
import { listCases } from './list-cases.ts'
import { listOutside } from './outside-shape.ts'
import { settleShape } from './settle-shape.ts'
import { withoutValues } from './settle-values.ts'
import {
  type Condition,
  type Group,
  isAnything,
  isNothing,
  isOpenList,
  type Negation,
  NULL,
  OBJECT,
  type Place,
  type Shape,
  TYPE_CLASSES,
  valuesOf,
} from './shape.ts'
import { validateValue } from './validate-value.ts'
import type { Workspace } from './workspace.ts'

/** Proves containment. `true` is a proof; `false` says only that none was found. */
export interface Prover {
  readonly workspace: Workspace
  /** Senders hold to what they declare: the tolerance `undeclared-properties`. */
  readonly closesSenders: boolean
  /** The same without the tolerance: for proofs that turn the sides round. */
  readonly exact: Prover
  isSubset(sender: Place, receiver: Place): boolean
  isSubsetShape(sender: Shape, receiver: Shape): boolean
  isEmpty(shape: Shape): boolean
  isDisjoint(a: Shape, b: Shape): boolean
  /** Whether a receiver accepts nothing that the sender sends. */
  rejectsAll(receiver: Shape, sender: Shape): boolean
}

/** Proofs nest this deep at most; recursive schemas end sooner, by assumption. */
const maximalDepth = 60
/** The same with branches in branches, and what is left of a shape without one of its unions. */
const maximalNesting = 100
/** Cases are told apart within cases so often. */
const maximalSplits = 4
/** Of more branches than this it is not looked for what several of them accept, or cover together. */
export const maximalOverlap = 12

/**
 * Builds a prover over a workspace; all its proofs draw on one budget.
 *
 * @param areSame whether two parts read the same, which is a proof whatever they hold
 */
export function createProver(
  workspace: Workspace,
  closesSenders: boolean,
  budget: Budget,
  areSame: TextComparer['areSame'],
): Prover {
  const proved = new Map<string, boolean>()
  const trail: string[] = []
  let depth = 0
  let nesting = 0
  let splits = 0

  let exact: Prover | undefined
  const prover: Prover = {
    workspace,
    closesSenders,
    get exact() {
      exact ??= closesSenders ? createProver(workspace, false, budget, areSame) : prover
      return exact
    },
    isSubset(sender, receiver) {
      if (isNothing(sender) || isAnything(receiver) || sender === receiver) return true
      const key = `${sender.id}<${receiver.id}`
      const known = proved.get(key)
      if (known !== undefined) return known
      if (holdsAll(sender, receiver)) return true
      if (depth >= maximalDepth || !budget.spend()) return false
      // A pair that is met again while it is being proved holds if the rest does (the greatest fixed point).
      // What rested on an assumption that failed is forgotten.
      proved.set(key, true)
      const mark = trail.push(key) - 1
      depth += 1
      const result = prover.isSubsetShape(workspace.shapeOf(sender), workspace.shapeOf(receiver))
      depth -= 1
      if (!result) {
        for (const resting of trail.splice(mark)) proved.delete(resting)
        proved.set(key, false)
      }
      return result
    },
    isSubsetShape(sender, receiver) {
      if (nesting >= maximalNesting || !budget.spend()) return false
      if (sender.ended !== undefined || receiver.ended !== undefined) return false
      nesting += 1
      const result = TYPE_CLASSES.every((typeClass) => {
        const types = sender.types & typeClass
        if (types === 0 || acceptsAll(receiver, types)) return true
        return proveType(restrictShape(sender, types), receiver, typeClass)
      })
      nesting -= 1
      return result
    },
    isEmpty: (shape) => isProvablyEmpty(prover, shape, budget, false),
    isDisjoint(a, b) {
      if ((a.types & b.types) === 0 || areTaggedApart(workspace, a, b)) return true
      if (!budget.spend()) return false
      const both = settleShape(workspace, intersectShapes(workspace, a, b))
      return isProvablyEmpty(prover, both, budget, true)
    },
    rejectsAll: (receiver, sender) =>
      lacksRequired(prover, sender, receiver) || prover.isDisjoint(sender, receiver),
  }

  /** A conjunction is within every conjunction of some of its parts. */
  function holdsAll(sender: Place, receiver: Place): boolean {
    // What accepts nothing has no parts either.
    if (isNothing(receiver)) return false
    return receiver.parts.every((part) => sender.parts.some((own) => areSame(own, part)))
  }

  function proveType(sender: Shape, receiver: Shape, typeClass: number): boolean {
    if ((sender.types & ~receiver.types) !== 0) {
      const outside = restrictShape(sender, sender.types & ~receiver.types)
      return prover.isEmpty(outside) && prover.isSubsetShape(restrictShape(sender, receiver.types), receiver)
    }
    const values = valuesOf(sender, typeClass)
    if (values !== undefined) {
      if (!budget.spend(Math.ceil(values.size / valuesInStep))) return false
      const listed = valuesOf(receiver, typeClass)
      if (listed !== undefined) for (const text of values.keys()) if (!listed.has(text)) return false
      if ([...values.values()].every(({ value }) => validateValue(workspace, value, receiver) === true))
        return true
      // What both leave open of their values may be within each other all the same.
      if (!isOpenList(sender, typeClass)) return false
      return prover.isSubsetShape(
        withoutValues(sender),
        listed === undefined ? receiver : withoutValues(receiver),
      )
    }
    // What a branch declares is declared: closed senders are looked at branch by branch.
    const mustSplit = closesSenders && typeClass === OBJECT && sender.groups.length > 0
    if (!mustSplit && proveWhole(sender, receiver, typeClass)) return true
    const [group, ...others] = sender.groups
    if (group !== undefined) {
      const remainder = alterShape(sender, { groups: others })
      return group.branches.every((branch) =>
        prover.isSubsetShape(cut(remainder, withinBranch(sender, group, branch)), receiver),
      )
    }
    if (prover.isEmpty(sender)) return true
    const cases = splits < maximalSplits ? listCases(workspace, sender) : undefined
    if (cases === undefined) return false
    // By the tolerance a sender with cases may send what any of them declares.
    splits += 1
    const areWithin = cases.every((one) => prover.exact.isSubsetShape(one, receiver))
    splits -= 1
    return areWithin
  }

  /** The shape of the values that a shape shares with another of the same types. */
  function cut(shape: Shape, other: Shape): Shape {
    return settleShape(workspace, intersectShapes(workspace, shape, restrictShape(other, shape.types)))
  }

  /**
   * What a branch of a union adds to it: in a oneOf no more than it does not share with the others. If that is nothing,
   * the author has hardly meant it, and nothing is concluded from it.
   */
  function withinBranch(sender: Shape, { exclusive, branches, mask }: Group, branch: Place): Shape {
    const shape = workspace.shapeOf(branch)
    if (!exclusive || branches.length > maximalOverlap) return shape
    const shared = branches.filter(
      (other) => other !== branch && !prover.isDisjoint(shape, workspace.shapeOf(other)),
    )
    if (shared.length === 0) return shape
    const excluded = shared.map((place) => ({ mask, place, pointer: sender.pointer }))
    const alone = alterShape(shape, { negations: [...shape.negations, ...excluded] })
    return prover.isEmpty(restrictShape(alone, sender.types)) ? shape : alone
  }

  function proveWhole(sender: Shape, receiver: Shape, typeClass: number): boolean {
    const concerns = ({ mask }: { readonly mask: number }): boolean => (mask & sender.types) !== 0
    return (
      (typeClass === NULL || isFacetSubset(prover, sender, receiver, typeClass)) &&
      receiver.rest
        .filter(concerns)
        .every((keyword) => sender.rest.some((own) => isSameRest(own, keyword))) &&
      receiver.negations.filter(concerns).every((negation) => proveNegation(sender, negation)) &&
      receiver.conditions.filter(concerns).every((condition) => proveCondition(sender, condition)) &&
      receiver.groups.filter(concerns).every((group) => proveGroup(sender, group))
    )
  }

  function proveNegation(sender: Shape, { place }: Negation): boolean {
    // Excluding more is excluding: not X implies not Y where Y is in X.
    if (sender.negations.some((own) => budget.spend() && prover.exact.isSubset(place, own.place))) return true
    return prover.isDisjoint(sender, workspace.shapeOf(place))
  }

  function proveCondition(sender: Shape, { test, then, otherwise }: Condition): boolean {
    const fits = (place: Place): boolean => prover.isSubsetShape(sender, workspace.shapeOf(place))
    if (fits(test)) return fits(then)
    if (prover.isDisjoint(sender, workspace.shapeOf(test))) return fits(otherwise)
    if (fits(then) && fits(otherwise)) return true
    const isHeld = sender.conditions.some(
      (own) =>
        budget.spend() &&
        areEquivalent(own.test, test) &&
        prover.isSubset(own.then, then) &&
        prover.isSubset(own.otherwise, otherwise),
    )
    if (isHeld) return true
    const areWithin = (shapes: readonly Shape[], arm: Place): boolean =>
      isAnything(arm) ||
      shapes.every((shape) => prover.isSubsetShape(cut(sender, shape), workspace.shapeOf(arm)))
    return (
      areWithin([workspace.shapeOf(test)], then) &&
      areWithin(listOutside(workspace, test, sender.types), otherwise)
    )
  }

  function proveGroup(sender: Shape, group: Group): boolean {
    if (sender.groups.some((own) => budget.spend() && isSameGroup(own, group))) return true
    // What is tagged apart from the sender is neither around it nor overlaps it.
    const relevant = listRelevant(workspace, group, sender).map((branch) => workspace.shapeOf(branch))
    const index = relevant.findIndex((branch) => prover.isSubsetShape(sender, branch))
    const isAlone = (): boolean =>
      !group.exclusive ||
      relevant.every((branch, other) => other === index || prover.rejectsAll(branch, sender))
    return (index >= 0 && isAlone()) || isCovered(sender, group)
  }

  /** Several branches together may cover what none of them covers alone. */
  function isCovered(sender: Shape, group: Group): boolean {
    const branches = listRelevant(workspace, group, sender).filter(
      (branch) => !prover.isDisjoint(sender, workspace.shapeOf(branch)),
    )
    if (branches.length > maximalOverlap || splits >= maximalSplits) return false
    const isApart = (branch: Place, index: number): boolean => {
      const shared = cut(sender, workspace.shapeOf(branch))
      return branches.slice(index + 1).every((other) => prover.isDisjoint(shared, workspace.shapeOf(other)))
    }
    if (group.exclusive && !branches.every(isApart)) return false
    splits += 1
    const isWithin = isWithinUnion(sender, branches)
    splits -= 1
    return isWithin
  }

  function isWithinUnion(sender: Shape, branches: readonly Place[]): boolean {
    if (!budget.spend()) return false
    if (branches.some((branch) => prover.isSubsetShape(sender, workspace.shapeOf(branch)))) return true
    const [branch, ...others] = branches
    if (branch === undefined) return prover.isEmpty(sender)
    // What lies outside of one branch has to be within the others.
    return listOutside(workspace, branch, sender.types).every(
      (piece) => prover.isDisjoint(sender, piece) || isWithinUnion(cut(sender, piece), others),
    )
  }

  function isSameGroup(own: Group, group: Group): boolean {
    if (own.exclusive !== group.exclusive) return false
    return arePaired(
      own.branches,
      group.branches,
      (branch, other) => budget.spend() && areEquivalent(branch, other),
    )
  }

  function areEquivalent(a: Place, b: Place): boolean {
    return a === b || (prover.exact.isSubset(a, b) && prover.exact.isSubset(b, a))
  }
  return prover
}

function isSameRest(
  a: { readonly keyword: string; readonly value: unknown },
  b: { readonly keyword: string; readonly value: unknown },
): boolean {
  if (a.keyword !== b.keyword || a.keyword.startsWith('unevaluated')) return false
  return toCanonicalText(a.value) === toCanonicalText(b.value)
}

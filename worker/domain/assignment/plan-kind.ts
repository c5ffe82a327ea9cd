/** How a plan came about: the first of a stage, another reader, what changed since, a second or third reading, a table that was imported. */
export const planKinds = ['first', 'replan', 'second_reading', 'third_reading', 'import'] as const
export type PlanKind = (typeof planKinds)[number]

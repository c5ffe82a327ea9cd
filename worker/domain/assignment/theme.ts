/** Whether juror and proposal share a theme. */
export const themesMeet = (a: readonly string[], b: readonly string[]): boolean => a.some((id) => b.includes(id))

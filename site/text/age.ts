/** 28 months as `2 th 4 bl`, 24 as `2 th`, 7 as `7 bl`. */
export function ageText(months: number): string {
  const [years, rest] = [Math.floor(months / 12), months % 12]
  return [years > 0 && `${years} th`, (rest > 0 || years === 0) && `${rest} bl`].filter((part) => part).join(' ')
}

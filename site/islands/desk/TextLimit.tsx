import { count } from '#site/text/format.ts'

/** A field takes no letter more than `most`: what was pasted may have been longer. */
export const TextLimit = ({ text, most }: { text: string; most: number }) => (
  <span className="hint" role="status">
    {text.length >= most && `Batas ${count(most)} huruf tercapai. Yang melewatinya tidak ikut tersimpan.`}
  </span>
)

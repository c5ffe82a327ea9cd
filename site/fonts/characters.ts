/**
 * What the site's font can write: the letters of Indonesian and of western Europe, and the signs that its texts use. Anything else
 * falls back to a font of the device.
 */
const range = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index)).join('')

const latin = range(0x20, 0x7e) + '\u00a0°±²³·½×'
const accented = 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿß'
const punctuation = '–—‘’“”…•«»←→−≤≥'

export const fontCharacters = latin + accented + punctuation

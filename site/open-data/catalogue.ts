import type { Language } from '../text/language.ts'
import { dataText } from '../text/public/data.ts'
import { licence, mediaTypes, type DataFile, type DataSet } from './files.ts'

const authority = 'http://publications.europa.eu/resource/authority'

/** Names of DCAT-AP 3 and the vocabularies it builds on. */
const context = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
}

const node = (id: string) => ({ '@id': id })
const inBoth = (tell: (language: Language) => string) =>
  (['id', 'en'] as const).map((language) => ({ '@language': language, '@value': tell(language) }))
const typed = (type: string, value: string | number) => ({ '@type': `xsd:${type}`, '@value': String(value) })

const publisher = (site: URL) => ({
  '@id': new URL('/#penerbit', site).href,
  '@type': 'foaf:Organization',
  'foaf:name': 'Gelanggang',
  'foaf:homepage': node(site.href),
})

const distribution = (file: DataFile, site: URL, day: string) => {
  const address = new URL(file.path, site).href
  return {
    '@id': `${address}#berkas`,
    '@type': 'dcat:Distribution',
    'dct:title': inBoth((language) => dataText[language].formats[file.format]),
    'dcat:accessURL': node(address),
    'dcat:downloadURL': node(address),
    'dct:format': node(`${authority}/file-type/${file.format.toUpperCase()}`),
    'dcat:mediaType': node(`https://www.iana.org/assignments/media-types/${mediaTypes[file.format]}`),
    'dcat:byteSize': typed('nonNegativeInteger', file.sizeBytes),
    'spdx:checksum': {
      '@type': 'spdx:Checksum',
      'spdx:algorithm': node('http://spdx.org/rdf/terms#checksumAlgorithm_sha256'),
      'spdx:checksumValue': typed('hexBinary', file.sha256),
    },
    'dct:license': node(licence),
    'dct:modified': typed('date', day),
  }
}

const dataSet = ({ id, years, files }: DataSet, site: URL, day: string) => {
  const page = new URL(`/data/#${id}`, site).href
  return {
    '@id': page,
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': inBoth((language) => dataText[language].sets[id].title),
    'dct:description': inBoth((language) => dataText[language].sets[id].description),
    'dcat:keyword': (['id', 'en'] as const).flatMap((language) =>
      dataText[language].keywords.map((word) => ({ '@language': language, '@value': word })),
    ),
    'dcat:theme': node(`${authority}/data-theme/GOVE`),
    'dct:spatial': node(`${authority}/country/IDN`),
    ...(years && {
      'dct:temporal': {
        '@type': 'dct:PeriodOfTime',
        'dcat:startDate': typed('gYear', years.first),
        'dcat:endDate': typed('gYear', years.last),
      },
    }),
    'dct:language': [node(`${authority}/language/IND`), node(`${authority}/language/ENG`)],
    'dct:accrualPeriodicity': node(`${authority}/frequency/IRREG`),
    'dct:accessRights': node(`${authority}/access-right/PUBLIC`),
    'dct:license': node(licence),
    'dct:publisher': node(publisher(site)['@id']),
    'dct:modified': typed('date', day),
    'dcat:landingPage': node(page),
    'foaf:page': node(new URL('/data/kamus.json', site).href),
    'dcat:distribution': files.map((file) => distribution(file, site, day)),
  }
}

/** The catalogue of all data sets as DCAT-AP JSON-LD. */
export const dcatCatalogue = (sets: readonly DataSet[], site: URL, day: string) => ({
  '@context': context,
  '@id': new URL('/data/', site).href,
  '@type': 'dcat:Catalog',
  'dct:title': inBoth((language) => dataText[language].catalogue),
  'dct:description': inBoth((language) => dataText[language].description),
  'dct:publisher': publisher(site),
  'dct:license': node(licence),
  'dct:language': [node(`${authority}/language/IND`), node(`${authority}/language/ENG`)],
  'dct:modified': typed('date', day),
  'foaf:homepage': node(new URL('/data/', site).href),
  'dcat:dataset': sets.map((set) => dataSet(set, site, day)),
})

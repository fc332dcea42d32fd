// What a page says and what is wrong with it: bytes or text → facts → findings. The server and the extension
// use the same code, so it calls neither Node nor a browser.
export { createJudge } from './checks/createJudge.ts';
export type { PageRole } from './checks/defineCheck.ts';
export { headerText } from './encodings/bytesToText.ts';
export { decodePieces } from './encodings/decodePieces.ts';
export { sniffEncoding } from './encodings/sniffEncoding.ts';
export type { PageHeaders } from './page/createHeadCollector.ts';
export { createPageReader } from './page/createPageReader.ts';
export { hasHtmlType, isHtml } from './page/isHtml.ts';
export {
  canonicalOf,
  descriptionOf,
  hasNoCanonical,
  isIndexable,
  isNoindexed,
  isSelfCanonical,
  titleOf,
} from './page/isIndexable.ts';
export type { NamedUrl, PageFacts } from './page/pageFacts.ts';
export { type FetchFailure, type PageVisit, redirectOf } from './page/pageVisit.ts';
export { type Refusal, refusalOf } from './page/refusalOf.ts';
export { parseRobots, ROBOTS_BYTES, type RobotsRules } from './robots/parseRobots.ts';
export { createWildcardMatcher } from './text/createWildcardMatcher.ts';
export { primaryLanguage } from './text/primaryLanguage.ts';
export { isHome } from './urls/isHome.ts';
export {
  isTooLong,
  MAX_REQUEST_URL,
  parseScanUrl,
  requestUrlOf,
  type ScanUrl,
  toScanUrl,
} from './urls/scanUrl.ts';
export { seriesOf } from './urls/seriesOf.ts';
export { urlIdentity } from './urls/urlIdentity.ts';

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const scripts = new Intl.DisplayNames(['en'], { type: 'script', fallback: 'none' });
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Tags that BCP 47 allows although they do not follow its grammar, and tags for private use. */
const irregular =
  /^(?:x(?:-[a-z0-9]{1,8})+|i-[a-z]+|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)|zh-(?:min|min-nan|guoyu|hakka|xiang))$/i;

/** A language followed by an extended language, which means the latter alone: zh-cmn is cmn. */
const extended = /^([a-z]{2,3})-([a-z]{3})(?=-|$)/;

/**
 * The extended languages that are registered for a language, without those of sgn: some 140 sign languages
 * (https://www.iana.org/assignments/language-subtag-registry, RFC 5646 section 2.2.2). zh-CHT and en-USA look
 * like them.
 */
const extendedOf: Readonly<Record<string, string>> = {
  ar:
    'aao abh abv acm acq acw acx acy adf aeb aec afb ajp apc apd arb arq ars ary arz auz avl ayh ayl ayn ayp bbz ' +
    'pga shu ssh',
  kok: 'gom knn',
  lv: 'ltg lvs',
  ms:
    'bjn btj bve bvu coa dup hji jak jax kvb kvr kxd lce lcf liw max meo mfa mfb min mqg msi mui orn ors pel pse ' +
    'tmw urk vkk vkt xmm zlm zmi zsm',
  sw: 'swc swh',
  uz: 'uzn uzs',
  zh: 'cdo cjy cmn cnp cpx csp czh czo gan hak hnm hsn luh lzh mnp nan sjc wuu yue',
};

/** The tag without the language in front of an extended language. Null when there is no such extended language. */
function withoutPrefix(tag: string): string | null {
  const [, language = '', second = ''] = extended.exec(tag) ?? [];
  if (second === '') return tag;
  const exists = language === 'sgn' || (extendedOf[language]?.split(' ').includes(second) ?? false);
  return exists ? tag.slice(language.length + 1) : null;
}

/** Registered languages that Intl replaces by their macrolanguage: it replaces cmn by zh. */
const encompassed = new Set(
  'als arb ayr azj cmn cwd ekk esk gug ike khk kmr knc lvs npi ojg ory pbu pes plt quz src swh uzn ydd zsm zyb'.split(
    ' ',
  ),
);

const languageExists = (written: string, canonical: string): boolean => {
  if (written.length !== 3) return languages.of(canonical) !== undefined;
  // eng and zho are not registered, because en and zh are. All other codes of three letters are accepted,
  // because Intl has names for only a few of the 8,000.
  return canonical.length !== 2 || encompassed.has(written);
};

const existsAsTag = (tag: string): boolean => {
  if (irregular.test(tag)) return true;
  try {
    const plain = withoutPrefix(tag.toLowerCase());
    if (plain === null) return false;
    const { language, script, region } = new Intl.Locale(plain);
    const subtags = plain.split('-');
    return (
      languageExists(subtags[0] ?? '', language ?? subtags[0]) &&
      (script === undefined || scripts.of(script) !== undefined) &&
      (region === undefined || (regions.of(region) !== undefined && subtags.indexOf('uk', 1) === -1))
    );
  } catch {
    return false;
  }
};

/** Results so far, because a site has few languages and many pages, and Intl is slow. */
const MAX_KNOWN = 500;
const known = new Map<string, boolean>();

/**
 * True for a language tag by BCP 47 (https://www.rfc-editor.org/info/bcp47) whose language, script and
 * region exist: zh-TW, zh-Hant-TW. zh_TW is not well-formed. english, xx-YY and en-UK do not exist.
 */
export const isLanguageTag = (tag: string): boolean => {
  let answer = known.get(tag);
  if (answer === undefined) {
    answer = existsAsTag(tag);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(tag, answer);
  }
  return answer;
};

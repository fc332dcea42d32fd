const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const scripts = new Intl.DisplayNames(['en'], { type: 'script', fallback: 'none' });
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

/** Tags that BCP 47 keeps from before its grammar, and those wholly for private use. */
const irregular =
  /^(?:x(?:-[a-z0-9]{1,8})+|i-[a-z]+|en-gb-oed|sgn-(?:be-fr|be-nl|ch-de)|zh-(?:min|min-nan|guoyu|hakka|xiang))$/i;

/** A language and the extended language that stands for it: zh-cmn is cmn. */
const extended = /^[a-z]{2,3}-([a-z]{3})(?=-|$)/i;

/** Registered, although data of locales puts the language they belong to in their place: cmn is zh there. */
const encompassed = new Set(
  'als arb ayr azj cmn cwd ekk esk gug ike khk kmr knc lvs npi ojg ory pbu pes plt quz src swh uzn ydd zsm zyb'.split(
    ' ',
  ),
);

const languageExists = (written: string, canonical: string): boolean => {
  if (written.length !== 3) return languages.of(canonical) !== undefined;
  // eng and zho are not registered because en and zh are. Of the other 8,000 codes of three letters
  // the runtime has few names, so that they get the benefit of the doubt.
  return canonical.length !== 2 || encompassed.has(written);
};

const existsAsTag = (tag: string): boolean => {
  if (irregular.test(tag)) return true;
  try {
    const plain = tag.replace(extended, '$1').toLowerCase();
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

/** Answers already given: a site has few languages and many pages, and asking Intl is slow. Bounded. */
const MAX_KNOWN = 500;
const known = new Map<string, boolean>();

/**
 * True for a language tag by BCP 47 (https://www.rfc-editor.org/info/bcp47) whose language, script and
 * region exist: zh-TW, zh-Hant-TW. zh_TW is not well-formed; english, xx-YY and en-UK name nothing.
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

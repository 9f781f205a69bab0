// Typographic quotation marks, apostrophes, dashes and the spaces that belong to them, by language.
const THIN = "\u202f";
const WIDE = "\u00a0";
/** Outer pair, inner pair. Where the inner ones are double, both are typed with the double key. */
const MARKS = {
  en: ["“", "”", "‘", "’"],
  fr: [`«${THIN}`, `${THIN}»`, "“", "”"],
  es: ["«", "»", "“", "”"],
  ar: ["«", "»", "“", "”"],
  de: ["„", "“", "‚", "‘"],
  it: ["«", "»", "“", "”"],
  pt: ["“", "”", "‘", "’"],
  nl: ["“", "”", "‘", "’"],
  pl: ["„", "”", "«", "»"],
  cs: ["„", "“", "‚", "‘"],
  ru: ["«", "»", "„", "“"],
  uk: ["«", "»", "„", "“"],
};
const short = (language) => (language || "en").toLowerCase().split("-")[0];
const marksOf = (language) => MARKS[short(language)] ?? MARKS.en;
const single = ([, , innerOpen]) => innerOpen === "‘" || innerOpen === "‚";

/** Whether a mark opens here: at a beginning, after a space, a bracket, a dash, another opening mark. */
const opens = (before, [open, , innerOpen]) => {
  const last = before.replace(/[\u200e\u200f]+$/, "").at(-1) ?? " ";
  return /[\s\u00a0\u202f([{\u2013\u2014/\u00bf\u00a1]/u.test(last) || last === open.trim() || last === innerOpen;
};
const count = (text, part) => text.split(part).length - 1;
const pending = (text, open, close) => count(text, open.trim()) > count(text, close.trim());

/** What a straight mark becomes between two texts of one paragraph. */
const mark = (typed, before, after, language) => {
  const marks = marksOf(language);
  const [open, close, innerOpen, innerClose] = marks;
  const opening = opens(before, marks);
  if (typed === '"') {
    if (single(marks)) return opening ? open : close;
    const within = pending(before, open, close);
    if (opening) return within ? innerOpen : open;
    return pending(before, innerOpen, innerClose) ? innerClose : close;
  }
  if (!single(marks)) return "’";
  // A decade and a word that lost its beginning take an apostrophe: the ’90s, ’tis.
  if (opening) return /^(\d\ds?\b|(tis|twas|em|til)\b)/i.test(after) ? "’" : innerOpen;
  return pending(before, innerOpen, innerClose) && !/^\p{L}/u.test(after) ? innerClose : "’";
};

/** French keeps a narrow space, that does not break, inside its marks and before ; ! ?, and a wide one before a colon. */
const frenchSpaces = (text) => text
  .replace(/«[ \u00a0\u202f]*/g, `«${THIN}`)
  .replace(/[ \u00a0\u202f]*»/g, `${THIN}»`)
  .replace(/(?<=[\p{L}\p{N}»)\]”’…])[ \u00a0\u202f]+([;!?])/gu, `${THIN}$1`)
  .replace(/(?<=[\p{L}\p{N}»)\]”’…])[ \u00a0]+:(?!\/\/)/gu, `${WIDE}:`);

/** A text with its straight marks set; marks that are set already stay. `before` stands before it in its paragraph. */
export const typeset = (text, language, before = "") => {
  let set = "";
  for (let i = 0; i < text.length; i++) {
    const typed = text[i];
    set += typed === '"' || typed === "'" ? mark(typed, before + set, text.slice(i + 1), language) : typed;
  }
  const dashed = set.replace(/\.\.\./g, "…").replace(/(?<=\s)--?(?=\s)/g, "–");
  return short(language) === "fr" ? frenchSpaces(dashed) : dashed;
};

/** What a character becomes as it is typed, and how many before it go; undefined for one that stays as it is. */
export const asTyped = (typed, before, after, language) => {
  const french = short(language) === "fr";
  if (typed === '"' || typed === "'") {
    const text = mark(typed, before, after, language);
    return { text, remove: text.startsWith(THIN) ? /[ \u00a0\u202f]*$/.exec(before)[0].length : 0 };
  }
  if (french && /[;!?:]/.test(typed) && /[\p{L}\p{N}»)\]”’…] $/u.test(before)) return { text: (typed === ":" ? WIDE : THIN) + typed, remove: 1 };
  if (typed === "." && before.endsWith("..")) return { text: "…", remove: 2 };
  if (typed === "-" && /(^|\s)-$/.test(before)) return { text: "–", remove: 1 };
  return undefined;
};

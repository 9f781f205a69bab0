// What a story's body can hold, as the sanitiser lets it through, and how it becomes HTML and comes back. Whatever has
// no form of its own here is kept as it is: opening and saving a story loses nothing of it.
import { DOMParser as Reader, DOMSerializer, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";

const COMMON = ["id", "class", "lang", "dir"];
const blank = Object.fromEntries(COMMON.map((name) => [name, { default: null }]));
const common = (dom) => Object.fromEntries(COMMON.map((name) => [name, dom.getAttribute(name)]));
const given = (attributes) => Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null && value !== ""));
const shared = (node) => given(Object.fromEntries(COMMON.map((name) => [name, node.attrs[name]])));

const PICTURE = ["src", "srcset", "sizes", "width", "height"];
const pictureBlank = Object.fromEntries(PICTURE.map((name) => [name, { default: null }]));
const picture = (dom) => Object.fromEntries(PICTURE.map((name) => [name, dom.getAttribute(name)]));

/** Inline elements that say something and need no button. */
const SAID = ["abbr", "bdi", "bdo", "cite", "del", "dfn", "ins", "kbd", "mark", "q", "samp", "small", "sub", "sup", "time", "u", "var"];
const attributesOf = (dom) => Object.fromEntries([...dom.attributes].filter(({ name }) => name !== "style" && !name.startsWith("on")).map(({ name, value }) => [name, value]));

const nodes = {
  doc: { content: "block+" },
  paragraph: {
    group: "block", content: "inline*", attrs: blank,
    parseDOM: [{ tag: "p", getAttrs: common }],
    toDOM: (node) => ["p", shared(node), 0],
  },
  heading: {
    group: "block", content: "inline*", defining: true, attrs: { ...blank, level: { default: 2 } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, getAttrs: (dom) => ({ ...common(dom), level: Math.max(2, level) }) })),
    toDOM: (node) => [`h${node.attrs.level}`, shared(node), 0],
  },
  quotation: {
    group: "block", content: "quoted attribution", defining: true, isolating: true, attrs: blank,
    parseDOM: [{ tag: "figure[data-quotation]", getAttrs: common }],
    toDOM: (node) => ["figure", { ...shared(node), "data-quotation": "" }, 0],
  },
  quoted: {
    content: "block+", attrs: { ...blank, cite: { default: null } },
    parseDOM: [{ tag: "blockquote", getAttrs: (dom) => ({ ...common(dom), cite: dom.getAttribute("cite") }) }],
    toDOM: (node) => ["blockquote", given({ ...shared(node), cite: node.attrs.cite }), 0],
  },
  attribution: {
    content: "inline*",
    parseDOM: [{ tag: "figcaption[data-attribution]" }],
    toDOM: () => ["figcaption", { "data-attribution": "" }, 0],
  },
  figure: {
    group: "block", content: "caption credit alt", isolating: true, draggable: true,
    attrs: { ...blank, ...pictureBlank, href: { default: null } },
    parseDOM: [{
      tag: "figure[data-picture]",
      getAttrs: (dom) => ({ ...common(dom), ...picture(dom.querySelector("img")), href: dom.querySelector("a > img")?.parentNode.getAttribute("href") ?? null }),
      contentElement: "[data-words]",
    }],
    toDOM: (node) => ["figure", { ...shared(node), "data-picture": "", "data-href": node.attrs.href ?? "" },
      ["img", given({ ...Object.fromEntries(PICTURE.map((name) => [name, node.attrs[name]])), alt: " ", draggable: "false" })],
      ["div", { "data-words": "" }, 0]],
  },
  caption: { content: "inline*", parseDOM: [{ tag: "p[data-caption]", priority: 60 }], toDOM: () => ["p", { "data-caption": "" }, 0] },
  credit: { content: "text*", marks: "", parseDOM: [{ tag: "p[data-credit]", priority: 60 }], toDOM: () => ["p", { "data-credit": "" }, 0] },
  alt: { content: "text*", marks: "", parseDOM: [{ tag: "p[data-alt]", priority: 60 }], toDOM: () => ["p", { "data-alt": "" }, 0] },
  embed: {
    group: "block", atom: true, draggable: true, attrs: { href: {}, title: { default: "" } },
    parseDOM: [{ tag: "p.embed", priority: 60, getAttrs: (dom) => {
      const link = dom.querySelector("a[href]");
      return link !== null && dom.children.length === 1 && { href: link.getAttribute("href"), title: link.textContent };
    } }],
    toDOM: (node) => ["p", { class: "embed" }, ["a", { href: node.attrs.href }, node.attrs.title || node.attrs.href]],
  },
  rule: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  code: {
    group: "block", content: "text*", marks: "", code: true, defining: true, attrs: { ...blank, language: { default: null } },
    parseDOM: [{ tag: "pre", preserveWhitespace: "full", getAttrs: (dom) => ({ ...common(dom), language: dom.querySelector("code")?.getAttribute("class") ?? null }) }],
    toDOM: (node) => ["pre", shared(node), ["code", given({ class: node.attrs.language }), 0]],
  },
  bullets: {
    group: "block list", content: "item+", attrs: blank,
    parseDOM: [{ tag: "ul", getAttrs: common }],
    toDOM: (node) => ["ul", shared(node), 0],
  },
  numbers: {
    group: "block list", content: "item+", attrs: { ...blank, start: { default: null }, type: { default: null }, reversed: { default: null } },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ ...common(dom), start: dom.getAttribute("start"), type: dom.getAttribute("type"), reversed: dom.hasAttribute("reversed") ? "reversed" : null }) }],
    toDOM: (node) => ["ol", given({ ...shared(node), start: node.attrs.start, type: node.attrs.type, reversed: node.attrs.reversed }), 0],
  },
  item: {
    content: "paragraph block*", defining: true, attrs: { value: { default: null }, id: { default: null } },
    parseDOM: [{ tag: "li", getAttrs: (dom) => ({ value: dom.getAttribute("value"), id: dom.getAttribute("id") }) }],
    toDOM: (node) => ["li", given(node.attrs), 0],
  },
  kept: {
    group: "block", atom: true, draggable: true, attrs: { html: {} },
    parseDOM: [
      { tag: "aside, details, dl, figure, [data-kept]", priority: 20, getAttrs: (dom) => ({ html: dom.dataset?.kept ?? dom.outerHTML }) },
    ],
    toDOM: (node) => ["div", { "data-kept": node.attrs.html }],
  },
  image: {
    group: "inline", inline: true, draggable: true, attrs: { ...pictureBlank, class: { default: null }, alt: { default: "" } },
    parseDOM: [{ tag: "img[src]", getAttrs: (dom) => ({ ...picture(dom), class: dom.getAttribute("class"), alt: dom.getAttribute("alt") ?? "" }) }],
    toDOM: (node) => ["img", { ...given({ ...node.attrs, alt: null }), alt: node.attrs.alt }],
  },
  keptInline: {
    group: "inline", inline: true, atom: true, attrs: { html: {} },
    parseDOM: [{ tag: "audio, video, picture, ruby, [data-kept-inline]", getAttrs: (dom) => ({ html: dom.dataset?.keptInline ?? dom.outerHTML }) }],
    toDOM: (node) => ["span", { "data-kept-inline": node.attrs.html }],
  },
  text: { group: "inline" },
  break: { group: "inline", inline: true, selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
};

const marks = {
  link: {
    inclusive: false, attrs: { href: {}, title: { default: null }, rel: { default: null }, hreflang: { default: null } },
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => Object.fromEntries(["href", "title", "rel", "hreflang"].map((name) => [name, dom.getAttribute(name)])) }],
    toDOM: (mark) => ["a", given(mark.attrs), 0],
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      { tag: "b", getAttrs: (dom) => !/^(normal|400)$/.test(dom.style.fontWeight) && null },
      { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]00)$/.test(value) && null },
    ],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [{ tag: "em" }, { tag: "i", getAttrs: (dom) => dom.style.fontStyle !== "normal" && null }, { style: "font-style=italic" }],
    toDOM: () => ["em", 0],
  },
  strike: { parseDOM: [{ tag: "s" }, { tag: "strike" }, { style: "text-decoration=line-through" }], toDOM: () => ["s", 0] },
  literal: { code: true, parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
  said: {
    excludes: "", attrs: { tag: {}, attributes: { default: {} } },
    parseDOM: [
      ...SAID.map((tag) => ({ tag, getAttrs: (dom) => ({ tag, attributes: attributesOf(dom) }) })),
      ...["lang", "dir"].map((name) => ({ tag: `span[${name}]`, getAttrs: (dom) => ({ tag: "span", attributes: attributesOf(dom) }) })),
    ],
    toDOM: (mark) => [mark.attrs.tag, mark.attrs.attributes, 0],
  },
};

const tables = tableNodes({ tableGroup: "block", cellContent: "block+", cellAttributes: {} });
tables.table = {
  ...tables.table,
  attrs: { ...blank, caption: { default: "" } },
  parseDOM: [{ tag: "table", getAttrs: (dom) => ({ ...common(dom), caption: dom.dataset.caption ?? "" }) }],
  toDOM: (node) => ["table", { ...shared(node), "data-caption": node.attrs.caption }, ["tbody", 0]],
};

export const schema = new Schema({ nodes: { ...nodes, ...tables }, marks });

const fragment = (html) => new DOMParser().parseFromString(html, "text/html").body;
const swap = (element, tag, attributes = {}) => {
  const other = element.ownerDocument.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) other.setAttribute(name, value);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
};
const child = (parent, tag, attribute, nodes) => {
  const made = parent.ownerDocument.createElement(tag);
  made.setAttribute(attribute, "");
  made.append(...nodes);
  parent.append(made);
  return made;
};

/** What is kept as it is, with all that is in it. */
const WHOLE = "aside, details, dl";

/** A quotation is one block for the editor: what was said, and who said it. */
const gatherQuotations = (body) => {
  for (const quote of body.querySelectorAll("blockquote")) {
    if (quote.closest(WHOLE)) continue;
    let figure = quote.parentElement;
    let speaker = [];
    const caption = figure.tagName === "FIGURE" && [...figure.children].find((each) => each.tagName === "FIGCAPTION");
    const alone = figure.tagName === "FIGURE" && [...figure.children].every((each) => each === quote || each === caption);
    if (alone) {
      speaker = caption ? [...caption.childNodes] : [];
      caption?.remove();
    } else {
      figure = body.ownerDocument.createElement("figure");
      quote.replaceWith(figure);
      figure.append(quote);
      const last = quote.lastElementChild;
      const cited = last?.tagName === "CITE" || last?.tagName === "FOOTER" ? last
        : last?.tagName === "P" && last.children.length === 1 && last.firstElementChild.tagName === "CITE" && last.textContent.trim() === last.textContent && last.childNodes.length === 1 ? last : null;
      if (cited && quote.textContent.trim() !== cited.textContent.trim()) {
        speaker = [...(cited.tagName === "P" ? cited.firstElementChild : cited).childNodes];
        cited.remove();
      }
    }
    figure.setAttribute("data-quotation", "");
    child(figure, "figcaption", "data-attribution", speaker);
  }
};

/** A figure that holds one picture and perhaps words becomes a block with its fields; all others are kept. */
const gatherPictures = (body) => {
  for (const figure of body.querySelectorAll("figure:not([data-quotation])")) {
    if (figure.parentElement.closest(WHOLE)) continue;
    const caption = [...figure.children].find((each) => each.tagName === "FIGCAPTION");
    const shown = [...figure.children].filter((each) => each !== caption);
    const image = shown.length === 1 && (shown[0].tagName === "IMG" ? shown[0] : shown[0].matches("a[href], p") && shown[0].children.length === 1 ? shown[0].querySelector(":scope > img, :scope > a > img") : null);
    if (!image || !image.hasAttribute("src") || (caption && caption.querySelector("p + p, ul, ol, img, table"))) continue;
    const credit = caption?.querySelector(".credit");
    credit?.remove();
    const words = body.ownerDocument.createElement("div");
    words.setAttribute("data-words", "");
    const text = caption ? [...caption.childNodes].flatMap((node) => (node.nodeName === "P" ? [...node.childNodes] : [node])) : [];
    child(words, "p", "data-caption", text);
    child(words, "p", "data-credit", credit ? [credit.textContent.trim()] : []);
    child(words, "p", "data-alt", [image.getAttribute("alt") ?? ""]);
    caption?.remove();
    figure.setAttribute("data-picture", "");
    figure.append(words);
  }
};

/** Gives quotations, pictures and tables the form the schema reads. */
export const prepare = (body) => {
  for (const inner of body.querySelectorAll("figure > table, figure > p.embed")) {
    const figure = inner.parentElement;
    const caption = [...figure.children].find((each) => each.tagName === "FIGCAPTION");
    if ([...figure.children].some((each) => each !== inner && each !== caption) || (caption && inner.tagName === "P")) continue;
    if (caption) inner.dataset.caption = caption.textContent.trim();
    figure.replaceWith(inner);
  }
  gatherQuotations(body);
  gatherPictures(body);
  for (const table of body.querySelectorAll("table")) {
    const caption = table.querySelector(":scope > caption");
    if (caption && !table.closest(WHOLE)) {
      table.dataset.caption = caption.textContent.trim();
      caption.remove();
    }
  }
};

/** Reads HTML; what was published before stays word for word. */
export const read = (html) => {
  const body = fragment(html);
  prepare(body);
  return Reader.fromSchema(schema).parse(body);
};

const empty = (element) => element.textContent.trim() === "" && !element.querySelector("img, [data-kept-inline], audio, video");

const writeFigure = (figure) => {
  const words = (name) => figure.querySelector(`[data-${name}]`);
  const image = figure.querySelector("img");
  const document = figure.ownerDocument;
  image.removeAttribute("draggable");
  image.setAttribute("alt", words("alt").textContent.trim());
  const caption = document.createElement("figcaption");
  caption.append(...words("caption").childNodes);
  const credit = words("credit").textContent.trim();
  if (credit) {
    const small = document.createElement("small");
    small.className = "credit";
    small.textContent = credit;
    caption.append(caption.childNodes.length ? " " : "", small);
  }
  let shown = image;
  if (figure.dataset.href) {
    shown = document.createElement("a");
    shown.setAttribute("href", figure.dataset.href);
    shown.append(image);
  }
  figure.replaceChildren(shown, ...(empty(caption) ? [] : [caption]));
  figure.removeAttribute("data-picture");
  figure.removeAttribute("data-href");
};

const writeQuotation = (figure) => {
  const speaker = figure.querySelector("figcaption[data-attribution]");
  if (empty(speaker)) {
    figure.replaceWith(figure.querySelector("blockquote"));
    return;
  }
  speaker.removeAttribute("data-attribution");
  figure.removeAttribute("data-quotation");
};

const unwrap = (element) => element.replaceWith(...element.childNodes);
const bare = (element) => element?.tagName === "P" && element.attributes.length === 0;

const writeTable = (table) => {
  const rows = [...table.querySelectorAll(":scope > tbody > tr")];
  const heads = rows.findIndex((row) => [...row.children].some((cell) => cell.tagName !== "TH"));
  if (heads > 0) {
    const head = table.ownerDocument.createElement("thead");
    head.append(...rows.slice(0, heads));
    table.prepend(head);
  }
  if (table.dataset.caption) {
    const caption = table.ownerDocument.createElement("caption");
    caption.textContent = table.dataset.caption;
    table.prepend(caption);
  }
  table.removeAttribute("data-caption");
  for (const cell of table.querySelectorAll("td, th")) {
    for (const name of ["colspan", "rowspan"]) if (cell.getAttribute(name) === "1") cell.removeAttribute(name);
    if (cell.children.length === 1 && bare(cell.firstElementChild)) unwrap(cell.firstElementChild);
  }
};

/** Writes HTML, as the sanitiser would leave it. */
export const write = (doc) => {
  const body = fragment("");
  body.append(DOMSerializer.fromSchema(schema).serializeFragment(doc.content, { document: body.ownerDocument }));
  body.querySelectorAll("figure[data-picture]").forEach(writeFigure);
  body.querySelectorAll("figure[data-quotation]").forEach(writeQuotation);
  body.querySelectorAll("table").forEach(writeTable);
  for (const item of body.querySelectorAll("li")) if (bare(item.firstElementChild) && !bare(item.children[1])) unwrap(item.firstElementChild);
  for (const paragraph of body.querySelectorAll("p, h2, h3, h4, h5, h6")) if (empty(paragraph)) paragraph.remove();
  for (const kept of body.querySelectorAll("[data-kept]")) kept.replaceWith(...fragment(kept.dataset.kept).childNodes);
  for (const kept of body.querySelectorAll("[data-kept-inline]")) kept.replaceWith(...fragment(kept.dataset.keptInline).childNodes);
  return [...body.childNodes].map((node) => node.outerHTML ?? node.textContent).join("\n");
};

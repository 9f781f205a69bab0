// What comes out of a clipboard, as the story would have it: the words, their structure, their links, and nothing of the
// program they came from. Word writes lists as paragraphs, Google Docs wraps all in a bold that is none, web pages bring
// their furniture along.
const FURNITURE = "script, style, link, meta, title, template, noscript, nav, button, input, select, textarea, svg, canvas, iframe, object, embed, form, [hidden], [aria-hidden=true], [role=button], [role=navigation]";
const TRACKING = /^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref_src|at_\w+|cmpid|ocid)$/i;

const rename = (element, tag) => {
  const other = element.ownerDocument.createElement(tag);
  for (const name of ["href", "title", "lang", "dir", "colspan", "rowspan", "start"]) if (element.hasAttribute(name)) other.setAttribute(name, element.getAttribute(name));
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
};
const unwrap = (element) => element.replaceWith(...element.childNodes);

/** Where a link leads, without the redirect around it and without what tells who sent it on. */
export const plainAddress = (address) => {
  let url;
  try { url = new URL(address); } catch { return address; }
  if (/(^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url") {
    const target = url.searchParams.get("q") ?? url.searchParams.get("url");
    if (target && /^https?:/.test(target)) return plainAddress(target);
  }
  if (/\.safelinks\.protection\.outlook\.com$/.test(url.hostname) && url.searchParams.get("url")) return plainAddress(url.searchParams.get("url"));
  if (!/^(https?|mailto|tel):$/.test(url.protocol)) return "";
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  if (tracking.length === 0) return address;
  tracking.forEach((name) => url.searchParams.delete(name));
  return url.href;
};

/** Word tells a list's level and kind in a style, and draws its bullets as text. */
const wordLists = (body) => {
  const list = (element) => /\bl(\d+) level(\d+)/i.exec(element ? style(element, "mso-list") : "");
  const isItem = (element) => list(element) !== null;
  for (const first of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")].filter(isItem)) {
    if (!first.isConnected) continue;
    const open = [];
    let element = first;
    const [, id] = list(first);
    const place = body.ownerDocument.createElement("div");
    first.before(place);
    while (list(element)?.[1] === id) {
      const next = element.nextElementSibling;
      const level = Number(list(element)[2]);
      const marker = element.querySelector("[data-style*='mso-list' i]");
      const ordered = /^\s*\(?([0-9]+|[a-z]{1,3})[.)]/i.test(marker?.textContent ?? "");
      marker?.remove();
      while (open.length > level) open.pop();
      while (open.length < level) {
        const list = body.ownerDocument.createElement(ordered ? "ol" : "ul");
        const above = open.at(-1);
        (above ? above.lastElementChild ?? above.appendChild(body.ownerDocument.createElement("li")) : place).append(list);
        open.push(list);
      }
      const item = body.ownerDocument.createElement("li");
      item.append(...element.childNodes);
      open.at(-1).append(item);
      element.remove();
      element = next;
    }
    unwrap(place);
  }
};

/** What a style says of a thing; it stands where a strict page lets it stand: in data. */
const style = (element, property) => new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i").exec(element.dataset?.style ?? "")?.[1].trim().toLowerCase() ?? "";

/** Markup whose styles and handlers are data: the content security policy would withhold the first from us. */
const inert = (html) => html
  .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, "")
  .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style\s*=/gi, "$1data-style=").replace(/(\s)on[a-z]+\s*=/gi, "$1data-off="));

const comments = (body) => {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  found.forEach((comment) => comment.remove());
};

const emphasis = (element) => {
  const weight = style(element, "font-weight");
  const slant = style(element, "font-style");
  const raised = style(element, "vertical-align");
  const tags = [];
  if (element.tagName === "SPAN" && /^(bold|[6-9]00)$/.test(weight)) tags.push("strong");
  if (element.tagName === "SPAN" && slant === "italic") tags.push("em");
  if (element.tagName === "SPAN" && /line-through/.test(style(element, "text-decoration(?:-line)?"))) tags.push("s");
  if (element.tagName === "SPAN" && /^(super|sub)$/.test(raised)) tags.push(raised === "super" ? "sup" : "sub");
  if (/^(B|STRONG)$/.test(element.tagName) && /^(normal|[1-4]00)$/.test(weight)) return unwrap(element);
  if (/^(I|EM)$/.test(element.tagName) && slant === "normal") return unwrap(element);
  if (element.tagName === "B") return void rename(element, "strong");
  if (element.tagName === "I") return void rename(element, "em");
  if ((element.tagName !== "SPAN" && element.tagName !== "FONT") || /credit/i.test(element.className)) return undefined;
  let inside = [...element.childNodes];
  for (const tag of tags) {
    const wrapped = element.ownerDocument.createElement(tag);
    wrapped.append(...inside);
    inside = [wrapped];
  }
  return element.replaceWith(...inside);
};

/** Office programs put no-break spaces where spaces are; before French punctuation they stay. */
const spaces = (body) => {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    if (text.parentElement.closest("pre")) continue;
    text.data = text.data.replace(/\u00ad|\u200b|\ufeff/g, "").replace(/\u00a0(?![;:!?»%€])/g, (space, at, all) => (all[at - 1] === "«" || /\d/.test(all[at - 1] ?? "") ? space : " "));
  }
};

/** Cleans HTML of a clipboard; says how many pictures had to stay behind because they are in no place on the web. */
export const clean = (html) => {
  const body = new DOMParser().parseFromString(inert(html), "text/html").body;
  const word = /urn:schemas-microsoft-com:office|class="?Mso|mso-/i.test(html);
  comments(body);
  let lost = 0;
  for (const element of body.querySelectorAll("*")) {
    if (style(element, "display") === "none" || style(element, "mso-hide") === "all") element.remove();
  }
  body.querySelectorAll(FURNITURE).forEach((element) => element.remove());
  for (const element of [...body.querySelectorAll("*")].filter((each) => each.tagName.includes(":"))) /^(O:P|W:|V:)/.test(element.tagName) && element.textContent.trim() === "" ? element.remove() : unwrap(element);
  if (word) wordLists(body);
  for (const image of body.querySelectorAll("img")) {
    const address = image.getAttribute("src") ?? "";
    const beacon = image.getAttribute("width") === "1" || image.getAttribute("height") === "1";
    const lasting = /^https?:/.test(address) && !/googleusercontent\.com/.test(address);
    if (beacon) image.remove();
    else if (!lasting) { lost++; image.remove(); }
    else if (!image.closest("figure, p, td, th, li")) {
      const figure = body.ownerDocument.createElement("figure");
      image.replaceWith(figure);
      figure.append(image);
    }
  }
  for (const link of body.querySelectorAll("a")) {
    const address = plainAddress(link.getAttribute("href") ?? "");
    if (!address || address.startsWith("#") || /^file:/.test(address)) unwrap(link);
    else link.setAttribute("href", address);
  }
  for (const element of body.querySelectorAll("h1")) rename(element, "h2");
  for (const element of body.querySelectorAll("h4, h5, h6")) rename(element, "h3");
  for (const element of body.querySelectorAll("p.MsoTitle")) rename(element, "h2");
  for (const element of body.querySelectorAll("p.MsoQuote, p.MsoIntenseQuote")) {
    const quote = body.ownerDocument.createElement("blockquote");
    element.replaceWith(quote);
    quote.append(element);
  }
  [...body.querySelectorAll("b, strong, i, em, span, font")].reverse().forEach(emphasis);
  // A bold heading says nothing twice, and a wrapper from elsewhere says nothing at all.
  body.querySelectorAll("h2 > strong:only-child, h3 > strong:only-child").forEach(unwrap);
  body.querySelectorAll("blockquote footer").forEach((element) => rename(element, "cite"));
  const credits = [...body.querySelectorAll("figcaption [class*=credit i]")];
  body.querySelectorAll("aside, details, dl, section, article, header, footer, main, center").forEach((element) => (element.tagName === "DL" ? element.querySelectorAll("dt, dd").forEach((each) => rename(each, "p")) : undefined, unwrap(element)));
  for (const element of body.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) if (!/^(href|src|alt|title|width|height|colspan|rowspan|start|lang|dir)$/.test(name)) element.removeAttribute(name);
  }
  credits.forEach((element) => { element.className = "credit"; });
  body.querySelectorAll("[dir=ltr]").forEach((element) => element.removeAttribute("dir"));
  spaces(body);
  for (const element of body.querySelectorAll("p, h2, h3, div")) if (element.textContent.trim() === "" && !element.querySelector("img, table")) element.remove();
  for (const stray of [...body.childNodes]) if (stray.nodeName === "BR") stray.remove();
  return { html: body.innerHTML, lost };
};

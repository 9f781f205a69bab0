// The editor of a story's body: ProseMirror with the schema of what may be published.
import { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark } from "prosemirror-commands";
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history, redo, undo } from "prosemirror-history";
import { InputRule, inputRules, textblockTypeInputRule, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { Fragment } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { EditorState, Plugin, Selection, TextSelection } from "prosemirror-state";
import * as tables from "prosemirror-tables";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { provider } from "embed-providers";
import { clean, plainAddress } from "write-paste";
import { asTyped, typeset } from "write-quotes";
import { prepare, read, schema, write } from "write-schema";
import { upload, uploads } from "write-uploads";

const { nodes, marks } = schema;

const ancestor = (state, type) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return { node: $from.node(depth), pos: $from.before(depth), depth };
  return undefined;
};

/** A heading, or text again. */
const heading = (level) => (state, dispatch) => {
  const { parent } = state.selection.$from;
  const on = parent.type === nodes.heading && parent.attrs.level === level;
  return setBlockType(on ? nodes.paragraph : nodes.heading, on ? {} : { level })(state, dispatch);
};

const list = (type) => (state, dispatch) => {
  const here = ancestor(state, type);
  return here ? liftListItem(nodes.item)(state, dispatch) : wrapInList(type)(state, dispatch);
};

/** Makes the blocks of the selection a quotation, with a place for who said it; or takes them out of one. */
const quotation = (state, dispatch) => {
  const here = ancestor(state, nodes.quotation);
  if (here) {
    const [quoted, speaker] = here.node.children;
    const out = speaker.content.size ? quoted.content.addToEnd(nodes.paragraph.create(null, speaker.content)) : quoted.content;
    dispatch?.(state.tr.replaceWith(here.pos, here.pos + here.node.nodeSize, out).scrollIntoView());
    return true;
  }
  const range = state.selection.$from.blockRange(state.selection.$to);
  if (!range || !range.parent.canReplaceWith(range.startIndex, range.endIndex, nodes.quotation)) return false;
  const inside = [];
  for (let i = range.startIndex; i < range.endIndex; i++) {
    const child = range.parent.child(i);
    inside.push(child.type === nodes.heading ? nodes.paragraph.create(null, child.content) : child);
  }
  const quoted = nodes.quoted.createChecked(null, inside);
  const made = nodes.quotation.create(null, [quoted, nodes.attribution.create()]);
  const tr = state.tr.replaceWith(range.start, range.end, made);
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(range.start + quoted.nodeSize))).scrollIntoView());
  return true;
};

/** Where the cursor goes by Enter in a block of fields: to the next field, then behind the block. */
const nextField = (state, dispatch) => {
  const { $from } = state.selection;
  const type = $from.parent.type;
  if (![nodes.caption, nodes.credit, nodes.alt, nodes.attribution].includes(type)) return false;
  const last = type === nodes.alt || type === nodes.attribution;
  if (!last) {
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve($from.after() + 1))).scrollIntoView());
    return true;
  }
  const after = $from.after($from.depth - 1);
  const tr = state.tr;
  const following = tr.doc.resolve(after).nodeAfter;
  if (!following || !following.isTextblock) tr.insert(after, nodes.paragraph.create());
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  return true;
};

/** An empty line at the end of what was said leads to who said it. */
const toSpeaker = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const here = ancestor(state, nodes.quoted);
  if (!empty || !here || $from.parent.content.size || $from.depth !== here.depth + 1 || here.node.childCount < 2 || $from.after() !== here.pos + here.node.nodeSize - 1) return false;
  const tr = state.tr.delete($from.before(), $from.after());
  const end = tr.mapping.map(here.pos + here.node.nodeSize);
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
};

const emptyQuotation = (state, dispatch) => {
  const here = ancestor(state, nodes.quotation);
  return here && state.selection.empty && here.node.textContent === "" ? quotation(state, dispatch) : false;
};

const insert = (node) => (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(node).scrollIntoView());
  return true;
};

/** A table of so many rows and columns, its first row a heading. */
const table = (rows, columns) => (state, dispatch) => {
  const cells = (type) => Array.from({ length: columns }, () => type.createAndFill());
  const made = nodes.table.create(null, Array.from({ length: rows }, (_, row) => nodes.table_row.create(null, cells(row === 0 ? nodes.table_header : nodes.table_cell))));
  if (!dispatch) return !tables.isInTable(state);
  const tr = state.tr.replaceSelectionWith(made);
  const at = tr.mapping.map(state.selection.from, -1);
  dispatch(tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
};

/** Sets the straight marks of a text block, run by run, so that its emphasis and links stay. */
const typesetAll = (language) => (state, dispatch) => {
  const tr = state.tr;
  state.doc.descendants((block, pos) => {
    if (!block.isTextblock || block.type.spec.code) return undefined;
    let before = "";
    block.forEach((run, offset) => {
      if (!run.isText) { before += run.type === nodes.break ? " " : "\ufffc"; return; }
      const set = marks.literal.isInSet(run.marks) ? run.text : typeset(run.text, language, before);
      if (set !== run.text) {
        const from = tr.mapping.map(pos + 1 + offset);
        tr.replaceWith(from, from + run.text.length, schema.text(set, run.marks));
      }
      before += set;
    });
    return false;
  });
  if (tr.docChanged) dispatch?.(tr);
  return tr.docChanged;
};

const quotesAsTyped = (language, wanted) => new InputRule(/["';!?:.-]$/, (state, match, start, end) => {
  if (!wanted()) return null;
  const $at = state.doc.resolve(start);
  const before = $at.parent.textBetween(0, $at.parentOffset, " ", "\ufffc");
  const after = $at.parent.textBetween(state.doc.resolve(end).parentOffset, $at.parent.content.size, " ", "\ufffc");
  const made = asTyped(match[0], before, after, language());
  return made ? state.tr.insertText(made.text, start - made.remove, end) : null;
}, { inCodeMark: false });

const hints = (say) => new Plugin({
  props: {
    decorations: ({ doc }) => {
      const found = [];
      const hint = (node, pos, key) => found.push(Decoration.node(pos, pos + node.nodeSize, { class: "hinted", "data-hint": say[key] }));
      doc.descendants((node, pos) => {
        if (node.content.size === 0 && ["attribution", "caption", "credit", "alt"].includes(node.type.name)) hint(node, pos, node.type.name);
      });
      if (doc.childCount === 1 && doc.firstChild.type === nodes.paragraph && doc.firstChild.content.size === 0) hint(doc.firstChild, 0, "body");
      return DecorationSet.create(doc, found);
    },
  },
});

/** What has no form of its own is shown, and can be moved or taken out, but not written in. */
const keptView = (inline) => (node) => {
  const dom = document.createElement(inline ? "span" : "div");
  dom.className = "kept";
  const shown = new DOMParser().parseFromString(node.attrs.html, "text/html").body;
  shown.querySelectorAll("script, style, iframe, object, embed, link, base, meta").forEach((each) => each.remove());
  dom.append(...shown.childNodes);
  return { dom, ignoreMutation: () => true, stopEvent: (event) => event.target.closest("summary, audio, video") !== null };
};

export const readsAddress = (typed) => {
  const framed = /<iframe[^>]+src=["']([^"']+)/i.exec(typed);
  const address = (framed ? framed[1].replaceAll("&amp;", "&") : typed.trim()).replace(/^\/\//, "https://");
  return provider(address.replace(/^http:/, "https:"));
};

/**
 * Puts an editor in the place of a text area, which stays what is posted.
 * @param options.language what quotation marks follow
 * @param options.says labels by name
 * @param options.changed called when the text changed
 * @param options.tell called with a text when something in a paste stayed behind, or a file is no picture
 */
export const edit = (area, { language, typographic, says, changed, selected, tell, ask, editable }) => {
  let synced = true;
  const place = document.createElement("div");
  place.className = "rich";
  area.hidden = true;
  area.after(place);

  const commands = {
    strong: toggleMark(marks.strong), em: toggleMark(marks.em), strike: toggleMark(marks.strike), literal: toggleMark(marks.literal),
    h2: heading(2), h3: heading(3), bullets: list(nodes.bullets), numbers: list(nodes.numbers), quotation,
    rule: insert(nodes.rule.create()), table: table(3, 3), undo, redo,
    link: () => { ask("link"); return true; },
    picture: () => { ask("picture"); return true; },
    embed: () => { ask("embed"); return true; },
    quotes: (state, dispatch) => typesetAll(language())(state, dispatch),
    rowAfter: tables.addRowAfter, rowDelete: tables.deleteRow, columnAfter: tables.addColumnAfter, columnDelete: tables.deleteColumn,
    headerRow: tables.toggleHeaderRow, headerColumn: tables.toggleHeaderColumn,
    merge: chainCommands(tables.mergeCells, tables.splitCell), tableDelete: tables.deleteTable,
    tableCaption: () => { ask("caption"); return true; },
  };

  const rules = inputRules({
    rules: [
      textblockTypeInputRule(/^##\s$/, nodes.heading, { level: 2 }),
      textblockTypeInputRule(/^###\s$/, nodes.heading, { level: 3 }),
      wrappingInputRule(/^\s*([-*•])\s$/, nodes.bullets),
      wrappingInputRule(/^1[.)]\s$/, nodes.numbers),
      new InputRule(/^>\s$/, (state, _, start, end) => {
        let made = null;
        const bare = state.apply(state.tr.delete(start, end));
        quotation(bare, (tr) => { made = tr; });
        if (!made) return null;
        const tr = state.tr.delete(start, end);
        made.steps.forEach((step) => tr.step(step));
        return tr.setSelection(Selection.near(tr.doc.resolve(start)));
      }),
      quotesAsTyped(language, typographic),
    ],
  });

  const keys = keymap({
    "Mod-b": commands.strong, "Mod-i": commands.em, "Mod-Shift-x": commands.strike, "Mod-`": commands.literal,
    "Mod-k": commands.link, "Mod-Alt-2": commands.h2, "Mod-Alt-3": commands.h3, "Mod-Alt-0": setBlockType(nodes.paragraph),
    "Mod-Shift-7": commands.numbers, "Mod-Shift-8": commands.bullets, "Mod-Shift-9": commands.quotation,
    "Mod-Alt-q": commands.quotes,
    "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo,
    Backspace: chainCommands(undoInputRule, emptyQuotation),
    Enter: chainCommands(nextField, toSpeaker, splitListItem(nodes.item)),
    Tab: chainCommands(sinkListItem(nodes.item), tables.goToNextCell(1)),
    "Shift-Tab": chainCommands(liftListItem(nodes.item), tables.goToNextCell(-1)),
    "Shift-Enter": chainCommands(exitCode, (state, dispatch) => {
      if (state.selection.$from.parent.type.spec.marks === "") return false;
      dispatch?.(state.tr.replaceSelectionWith(nodes.break.create()).scrollIntoView());
      return true;
    }),
  });

  const pasted = (html) => {
    if (/data-pm-slice/.test(html)) return html;
    const { html: cleaned, lost } = clean(html);
    if (lost) tell(says.lost);
    const body = new DOMParser().parseFromString(cleaned, "text/html").body;
    prepare(body);
    return body.innerHTML;
  };

  const files = (editor, list, at) => {
    if (editable()) upload(editor, list, at, put, tell);
    return true;
  };

  const pasteAddress = (view, text) => {
    if (!/^https?:\/\/\S+$/.test(text)) return false;
    const address = plainAddress(text);
    const { $from, empty } = view.state.selection;
    if (!empty) return toggleMark(marks.link, { href: address })(view.state, view.dispatch);
    const known = provider(address);
    if (!known || $from.parent.type !== nodes.paragraph || $from.parent.content.size) return false;
    return insert(nodes.embed.create({ href: known.page, title: known.name }))(view.state, view.dispatch);
  };

  const view = new EditorView(place, {
    state: EditorState.create({
      doc: read(area.value),
      plugins: [rules, keys, keymap(baseKeymap), history(), dropCursor({ class: "drop-cursor", color: false }), gapCursor(), tables.tableEditing(), hints(says), uploads()],
    }),
    attributes: () => ({ class: "body", role: "textbox", "aria-multiline": "true", "aria-label": says.label, dir: area.dir, lang: language(), spellcheck: "true" }),
    nodeViews: { kept: keptView(false), keptInline: keptView(true) },
    editable,
    transformPastedHTML: pasted,
    transformPastedText: (text) => text.replace(/\r\n?/g, "\n"),
    handlePaste: (editor, event) => {
      const data = event.clipboardData;
      if (data?.files.length && !data.types.includes("text/html")) return files(editor, data.files, placeFor(editor.state));
      return !data?.types.includes("text/html") && pasteAddress(editor, (data?.getData("text/plain") ?? "").trim());
    },
    handleDrop: (editor, event) => Boolean(event.dataTransfer?.files.length) && files(editor, event.dataTransfer.files, dropPlace(editor, event)),
    handleDOMEvents: { focus: () => selected(), blur: () => selected() },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      if (transaction.docChanged) { synced = false; changed(); }
      selected();
    },
  });

  /** Puts a picture at a place between blocks, and the cursor into its words: the description, if that alone is missing. */
  const put = ({ src, alt = "", caption = "", credit = "", srcset = null, sizes = null, width = null, height = null }, at) => {
    const text = (words) => (words ? schema.text(words) : Fragment.empty);
    const fields = [nodes.caption.create(null, text(caption)), nodes.credit.create(null, text(credit)), nodes.alt.create(null, text(alt))];
    const made = nodes.figure.create({ src, srcset, sizes, width, height }, fields);
    const empty = view.state.doc.nodeAt(at);
    const over = empty?.type === nodes.paragraph && empty.content.size === 0 ? at + empty.nodeSize : at;
    const tr = view.state.tr.replaceWith(at, over, made);
    if (!tr.doc.resolve(at + made.nodeSize).nodeAfter) tr.insert(at + made.nodeSize, nodes.paragraph.create());
    let field = at + 1;
    if (caption && !alt) for (const each of fields.slice(0, 2)) field += each.nodeSize;
    view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(field))).scrollIntoView());
  };

  const run = (name) => {
    const done = commands[name](view.state, view.dispatch, view);
    if (!["link", "picture", "embed", "tableCaption"].includes(name)) view.focus();
    return done;
  };
  const active = (name) => {
    const { state } = view;
    const { $from, from, to, empty } = state.selection;
    const mark = marks[name];
    if (mark) return empty ? Boolean(mark.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, mark);
    if (name === "h2" || name === "h3") return $from.parent.type === nodes.heading && $from.parent.attrs.level === Number(name[1]);
    return name in nodes && ["bullets", "numbers", "quotation"].includes(name) && Boolean(ancestor(state, nodes[name]));
  };

  return {
    view, run, active,
    inTable: () => tables.isInTable(view.state),
    /** Writes what is in the editor into the text area, if it changed. */
    sync() {
      if (!synced) area.value = write(view.state.doc);
      synced = true;
    },
    /** Takes up another text, as one step that can be undone. */
    set(html) {
      const doc = read(html);
      view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, doc.content));
    },
    text: () => view.state.doc.textBetween(0, view.state.doc.content.size, "\n", " "),
    linkHere() {
      const { from, $from, to } = view.state.selection;
      let href = "";
      view.state.doc.nodesBetween(from, Math.max(to, from + 1 > view.state.doc.content.size ? to : from + 1), (node) => { href ||= marks.link.isInSet(node.marks)?.attrs.href ?? ""; });
      return href || (marks.link.isInSet($from.marks())?.attrs.href ?? "");
    },
    /** Links the selection, or writes the address where nothing is selected; an empty address unlinks. */
    link(address) {
      const { state } = view;
      let { from, to } = state.selection;
      if (from === to) {
        const range = linkRange(state.selection.$from);
        if (range) [from, to] = range;
      }
      const tr = state.tr;
      if (!address) tr.removeMark(from, to, marks.link);
      else if (from === to) tr.replaceSelectionWith(schema.text(address, [marks.link.create({ href: address })]), false);
      else tr.removeMark(from, to, marks.link).addMark(from, to, marks.link.create({ href: address }));
      view.dispatch(tr);
      view.focus();
    },
    picture(chosen) {
      put(chosen, placeFor(view.state));
      view.focus();
    },
    embed(known, title) {
      insert(nodes.embed.create({ href: known.page, title: title ? `${known.name}: ${title}` : known.name }))(view.state, view.dispatch);
      view.focus();
    },
    caption: () => ancestor(view.state, nodes.table)?.node.attrs.caption ?? "",
    setCaption(caption) {
      const here = ancestor(view.state, nodes.table);
      if (here) view.dispatch(view.state.tr.setNodeMarkup(here.pos, null, { ...here.node.attrs, caption }));
      view.focus();
    },
    refresh: () => view.updateState(view.state),
  };
};

/** The stretch of text around a place that carries the same link. */
const linkRange = ($at) => {
  const link = marks.link.isInSet($at.marks());
  if (!link) return undefined;
  let from = $at.start();
  let result;
  $at.parent.forEach((run, offset) => {
    const start = from + offset;
    if (link.isInSet(run.marks) && start <= $at.pos && start + run.nodeSize >= $at.pos) result = [start, start + run.nodeSize];
  });
  return result;
};

/** Behind the outermost block of the selection; in its place where it is an empty line. */
const placeFor = (state) => {
  const { $from } = state.selection;
  if ($from.depth === 0) return state.selection.to;
  return $from.parent.content.size === 0 && $from.depth === 1 ? $from.before(1) : $from.after(1);
};

/** Between the two outermost blocks that are nearest to where something is dropped. */
const dropPlace = (view, event) => {
  const found = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!found) return placeFor(view.state);
  const $at = view.state.doc.resolve(found.pos);
  if ($at.depth === 0) return $at.pos;
  const { top, bottom } = view.nodeDOM($at.before(1)).getBoundingClientRect();
  return event.clientY < (top + bottom) / 2 ? $at.before(1) : $at.after(1);
};

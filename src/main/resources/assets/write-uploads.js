// Pictures on their way into a text: each has a place there that moves with what is written around it, shows how far its
// file has come, and becomes the picture.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const key = new PluginKey("uploads");

/** Keeps the places. */
export const uploads = () => new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(transaction, set) {
      const moved = set.map(transaction.mapping, transaction.doc);
      const asked = transaction.getMeta(key);
      if (asked?.add) return moved.add(transaction.doc, [Decoration.widget(asked.add.pos, asked.add.shown, { id: asked.add.id, side: -1 })]);
      return asked?.remove ? moved.remove(moved.find(undefined, undefined, (spec) => spec.id === asked.remove)) : moved;
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

const placeOf = (state, id) => key.getState(state).find(undefined, undefined, (spec) => spec.id === id)[0]?.from;

/** A place for a file, until its picture is there. */
const begin = (view, pos, file) => {
  const id = {};
  const shown = document.createElement("div");
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  shown.className = "uploading";
  shown.contentEditable = "false";
  bar.setAttribute("aria-label", file.name);
  shown.append(bar, Object.assign(document.createElement("span"), { textContent: file.name }));
  view.dispatch(view.state.tr.setMeta(key, { add: { id, pos, shown } }));
  return {
    progress: (share) => { if (share < 1) bar.value = share; else bar.removeAttribute("value"); },
    /** Takes the place away; where it was, if the text around it is still there. */
    end() {
      const at = placeOf(view.state, id);
      view.dispatch(view.state.tr.setMeta(key, { remove: id }));
      return at;
    },
  };
};

/**
 * Hands files in to the library, and puts their pictures where they were dropped.
 * @param put called with a picture, and its place, or none where that was deleted meanwhile
 * @param failed called with words for the writer
 */
export const upload = (view, files, pos, put, failed) => {
  const places = new Map([...files].map((file) => [file, begin(view, pos, file)]));
  const detail = {
    files: [...places.keys()],
    done: (picture, file) => {
      const at = places.get(file).end();
      if (at !== undefined) put(picture, at);
    },
    failed: (why, file) => { places.get(file).end(); failed(`${file.name}: ${why}`); },
    progress: (share, file) => places.get(file).progress(share),
  };
  document.dispatchEvent(new CustomEvent("courant:hand-in-pictures", { detail }));
};

// The editor of a document's text: line numbers, search, completion. It is drawn over a plain box, which stays what is sent and what is there
// without it. Its styles are constructed and adopted by a shadow root, so that the page's policy for styles need not give way.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, EditorState } from "@codemirror/state";
import {
  drawSelection, EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

// A text that the page put in: nothing was typed.
const ours = Annotation.define();

// Colours are the page's own, in both themes.
const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--edge)", borderRadius: "8px", maxHeight: "70vh" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "1px" },
  ".cm-scroller": { font: '14px/1.5 ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace', minHeight: "12em" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { color: "var(--soft)", backgroundColor: "var(--bg)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent", fontWeight: "inherit" },
  ".cm-activeLineGutter": { color: "var(--ink)", fontWeight: "700" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--plan-soft)" },
  ".cm-selectionMatch, .cm-searchMatch": { backgroundColor: "var(--plan-soft)", outline: "1px solid var(--plan)" },
  ".cm-searchMatch-selected": { outline: "2px solid var(--accent)" },
  ".cm-panels": { color: "var(--ink)", backgroundColor: "var(--bg)", borderColor: "var(--line)" },
  ".cm-panel.cm-search": { padding: "8px", font: "15px/1.4 inherit" },
  ".cm-panel.cm-search label": { fontSize: "14px" },
  ".cm-textfield": { minHeight: "32px", color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--edge)", borderRadius: "6px" },
  ".cm-button": { minHeight: "32px", color: "var(--ink)", background: "var(--surface)", border: "1px solid var(--edge)", borderRadius: "6px" },
  ".cm-panel.cm-search [name=close]": { minWidth: "32px", minHeight: "32px", color: "var(--ink)" },
  ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--edge)", borderRadius: "8px" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { color: "var(--on-accent)", backgroundColor: "var(--accent)" },
  ".cm-completionDetail": { fontStyle: "normal" },
});

const marks = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--soft)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ink)" },
  { tag: [tags.keyword, tags.atom, tags.bool, tags.number], color: "var(--plan)" },
]);

/**
 * @param line what typed.js made of the plain box: box, type(text), mark(words), send(), whenShown(hear); the box is hidden until destroy()
 * @param options label, readOnly, plain (true for a text that is no YAML), words ({ label, detail, key }), phrases
 */
export function draw(line, options) {
  const { box } = line;
  const host = document.createElement("div");
  host.className = "code-editor";
  const root = host.attachShadow({ mode: "open" });
  const place = document.createElement("div");
  root.append(place);

  // A key is offered where a line begins, anything else behind it.
  const complete = context => {
    const word = context.matchBefore(/[\p{L}\p{N}_.-]*/u);
    if (!word || (word.from === word.to && !context.explicit)) {
      return null;
    }
    const before = context.state.doc.lineAt(context.pos).text.slice(0, word.from - context.state.doc.lineAt(context.pos).from);
    const atKey = /^[\s-]*$/.test(before);
    return {
      from: word.from,
      options: options.words.filter(one => one.key === atKey || (!one.key && before.trim() === "-"))
        .map(one => ({ label: one.label, detail: one.detail ?? undefined, apply: one.key ? `${one.label}: ` : one.label, type: one.key ? "property" : "constant" })),
      validFor: /^[\p{L}\p{N}_.-]*$/u,
    };
  };

  const view = new EditorView({
    root,
    parent: place,
    state: EditorState.create({
      doc: box.value,
      extensions: [
        lineNumbers(), highlightActiveLineGutter(), highlightActiveLine(), history(), drawSelection(), bracketMatching(), closeBrackets(),
        highlightSelectionMatches(), search({ top: true }),
        options.plain ? [] : [yaml(), autocompletion({ override: [complete], icons: false })],
        syntaxHighlighting(marks), syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
        keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...searchKeymap, ...historyKeymap, ...completionKeymap]),
        EditorState.phrases.of(options.phrases),
        EditorState.readOnly.of(options.readOnly),
        EditorView.editable.of(!options.readOnly),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": options.label, tabindex: "0", spellcheck: "false" }),
        EditorView.updateListener.of(update => {
          if (update.docChanged && !update.transactions.some(transaction => transaction.annotation(ours))) {
            line.type(update.state.doc.toString());
          }
          if (update.selectionSet || update.docChanged) {
            const { from, to } = update.state.selection.main;
            if (from < to) {
              line.mark(update.state.sliceDoc(from, to));
            }
          }
        }),
        EditorView.domEventHandlers({ blur: () => { line.send(); } }),
        theme,
      ],
    }),
  });

  box.after(host);
  box.hidden = true;
  line.whenShown(() => {
    const text = box.value;
    if (text !== view.state.doc.toString()) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: ours.of(true) });
    }
  });
  const editor = {
    goTo(from, to) {
      view.focus();
      view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    },
    destroy() {
      line.whenShown(() => { });
      line.rich = null;
      view.destroy();
      host.remove();
      box.hidden = false;
    },
  };
  line.rich = editor;
  return editor;
}

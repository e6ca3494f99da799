// words.js: a Chinese title breaks between two words and never inside one. CSS cannot ask for that (word-break: auto-phrase
// knows Japanese alone), but browsers know the words. Without scripts titles break anywhere, balanced.
const TITLES = "h1, h2, h3, h4, legend, .row-link, .ballot-q, .floor-name, .record-title";
const HAN = /\p{Script=Han}/u;
const LONG = 5; // what is shorter fits a line
// words of one character that lean on what stands before them; others, such as verbs, lean on what follows
const CLOSING = new Set("的地得了着过吗呢吧啊们里上下中内外前后边旁栋席楼层户号元个条件处盏次天日月年人位项家米万份张");

const mayBreak = (before, after) =>
  before.isWordLike &&
  after.isWordLike &&
  HAN.test(after.segment[0]) &&
  HAN.test(before.segment.at(-1)) &&
  !CLOSING.has(after.segment) &&
  (before.segment.length > 1 || CLOSING.has(before.segment));

function part(text, words) {
  const pieces = [...words.segment(text.data)];
  const made = document.createDocumentFragment();
  let run = "";
  for (const [i, piece] of pieces.entries()) {
    if (i && mayBreak(pieces[i - 1], piece)) {
      made.append(run, document.createElement("wbr"));
      run = "";
    }
    run += piece.segment;
  }
  made.append(run);
  text.replaceWith(made);
}

export function startWords() {
  if (!document.documentElement.lang.startsWith("zh") || !Intl.Segmenter) return;
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  for (const title of document.querySelectorAll(TITLES)) {
    const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
    const found = [];
    while (texts.nextNode()) if (HAN.test(texts.currentNode.data)) found.push(texts.currentNode);
    if (found.every((text) => text.length < LONG)) continue;
    for (const text of found) part(text, words);
    title.classList.add("in-words");
  }
}

import { html, type TemplateResult } from 'lit';
import { fold, wordsOf } from '../../catalog/text.js';
import { bare, verbatim } from './parts.js';

/** Where the words of a search stand in a text: whether each of its letters belongs to one. */
function lettersFound(letters: readonly string[], search: string): boolean[] {
  const found = letters.map(() => false);
  // Folding can make a letter shorter or longer.
  const folded = letters.map(fold);
  const whole = folded.join('');
  const starts: number[] = [];
  for (const letter of folded) starts.push((starts.at(-1) ?? 0) + letter.length);
  for (const word of wordsOf(search)) {
    for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + word.length)) {
      for (const [position, end] of starts.entries()) {
        const start = end - (folded[position]?.length ?? 0);
        if (start < at + word.length && end > at) found[position] = true;
      }
    }
  }
  return found;
}

/** What the cloud calls something, with what was searched for marked in it. */
export function highlighted(text: string, search: string): TemplateResult {
  const letters = [...bare(text)];
  const found = search.trim() === '' ? [] : lettersFound(letters, search);
  if (!found.includes(true)) return verbatim(text);
  const runs: { text: string; found: boolean }[] = [];
  for (const [position, letter] of letters.entries()) {
    const last = runs.at(-1);
    const is = found[position] === true;
    if (last?.found === is) last.text += letter;
    else runs.push({ text: letter, found: is });
  }
  return html`<bdi translate="no"
    >${runs.map((run) =>
      run.found
        ? html`<mark class="match" part="match" .textContent=${run.text}></mark>`
        : html`<span .textContent=${run.text}></span>`,
    )}</bdi
  >`;
}

/** Whether the search found an image by its id, which its row does not show otherwise. */
export function isFoundById(id: string, name: string, search: string): boolean {
  const [foldedId, foldedName] = [fold(id), fold(name)];
  return (
    id !== name &&
    wordsOf(search).some((word) => word.length > 2 && foldedId.includes(word) && !foldedName.includes(word))
  );
}

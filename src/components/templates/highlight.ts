import { html, type TemplateResult } from 'lit';
import { fold, wordsOf } from '../../catalog/text.js';
import { bare, verbatim } from './parts.js';

/** Where the words of a search occur in a text: whether each letter belongs to one. */
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

/** Text from the cloud, with the matches of the search marked. */
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

/** Whether the search matched the ID of an image. Only then does the row show the ID. */
export function isFoundById(id: string, name: string, search: string): boolean {
  const [foldedId, foldedName] = [fold(id), fold(name)];
  return (
    id !== name &&
    wordsOf(search).some((word) => word.length > 2 && foldedId.includes(word) && !foldedName.includes(word))
  );
}

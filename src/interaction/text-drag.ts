/** Pixels that a hand may slip in a click. */
const SLIP = 8;

/** Tells a selection of text, made by dragging over it, from a click on what the text stands in. */
export class TextDrag {
  #start: MouseEvent | undefined;

  /** A button goes down. */
  begin(event: MouseEvent): void {
    this.#start = event;
  }

  /** Whether what ends with this click was a selection. A click by a script or by assistive technology has no beginning. */
  hasSelected({ clientX, clientY, view }: MouseEvent): boolean {
    const start = this.#start;
    this.#start = undefined;
    const moved = start !== undefined && Math.hypot(clientX - start.clientX, clientY - start.clientY) > SLIP;
    return moved && Boolean(view?.getSelection()?.toString());
  }
}

/** Pixels that a pointer may move during a click. */
const DRAG_THRESHOLD = 8;

/** Distinguishes selecting text by dragging from clicking the element that contains it. */
export class TextDrag {
  #start: MouseEvent | undefined;

  /** The pointer is pressed. */
  begin(event: MouseEvent): void {
    this.#start = event;
  }

  /** Whether this click ended a selection. A click by a script or by assistive technology has no preceding press. */
  hasSelected({ clientX, clientY, view }: MouseEvent): boolean {
    const start = this.#start;
    this.#start = undefined;
    const moved = start !== undefined && Math.hypot(clientX - start.clientX, clientY - start.clientY) > DRAG_THRESHOLD;
    return moved && Boolean(view?.getSelection()?.toString());
  }
}

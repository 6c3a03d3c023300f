/** A computed colour, such as `rgb(29, 91, 208)`, as an `<input type="color">` takes it. */
export function hexOf(color: string): string {
  const numbers = color.match(/[\d.]+/g)?.slice(0, 3) ?? [];
  const unit = color.startsWith('color(') ? 255 : 1;
  return `#${numbers
    .map((number) =>
      Math.round(Number(number) * unit)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** The position of an image in a catalogue. */
export interface ImagePosition {
  readonly seed: number;
  readonly index: number;
  readonly odd: boolean;
  /** Outside the catalogue: listed only if a query asks for it. */
  readonly extra: boolean;
  /** A searchable word that only this image has. The last image of each catalogue has one. */
  readonly needle?: string | undefined;
}

/** An image, and a type by which the cloud filters but that it does not send. */
export interface GeneratedImage<Wire> {
  readonly wire: Wire;
  readonly hiddenType?: string;
}

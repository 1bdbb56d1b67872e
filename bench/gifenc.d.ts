/** What of gifenc is used; the package brings no types. */
declare module "gifenc" {
  type Palette = readonly (readonly number[])[];
  interface Encoder {
    /** `delay` in milliseconds; the first frame brings the palette of all. */
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: { readonly palette?: Palette; readonly delay: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array;
  }
  const gifenc: {
    GIFEncoder(): Encoder;
    quantize(rgba: Uint8Array, colours: number): Palette;
    applyPalette(rgba: Uint8Array, palette: Palette): Uint8Array;
  };
  export = gifenc;
}

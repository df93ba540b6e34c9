namespace Studio.Imaging.Formats.Png;

/// <summary>A PNG file with its samples as stored, palette not applied.</summary>
/// <param name="Samples">
/// [Rows, Columns, Channels]; depths below 8 are unpacked to one byte without scaling, 16-bit samples are
/// little-endian.
/// </param>
/// <param name="Palette">R, G, B triples of an indexed image, else empty.</param>
internal sealed record PngContent(PngHeader Header, byte[] Samples, byte[] Palette, PixelSpacing? Spacing, IReadOnlyList<string> Warnings);

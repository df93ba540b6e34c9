namespace Studio.Imaging.Display;

/// <summary>Brightness for every possible stored value of a picture.</summary>
public static class DisplayLut
{
    /// <summary>Builds the table for grey pictures.</summary>
    /// <returns>
    /// 256 or 65 536 entries (1 or 2 bytes per sample), indexed by the raw bits of a sample read as unsigned.
    /// </returns>
    public static byte[] Build(ImageFacts facts, in DisplayWindow window)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var lut = new byte[facts.Layout.BytesPerSample == 1 ? 256 : 65_536];
        bool isInverted = facts.Photometric == Photometric.Monochrome1;
        for (int raw = 0; raw < lut.Length; raw++)
        {
            int stored = facts.Layout.IsSigned && raw >= lut.Length / 2 ? raw - lut.Length : raw;
            double value = (stored * facts.RescaleSlope) + facts.RescaleIntercept;
            byte grey = (byte)Math.Round(VoiFunction.Apply(window, value), MidpointRounding.AwayFromZero);
            lut[raw] = isInverted ? (byte)(255 - grey) : grey;
        }

        return lut;
    }
}

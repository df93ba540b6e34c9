namespace Studio.Imaging.Dicom;

/// <summary>Writes whole datasets as Part 10 files in explicit VR little endian (PS3.10 section 7, PS3.5 section 7).</summary>
/// <remarks>
/// Sequences get an undefined length, group lengths are left out, compressed pixels stay as they are. What the parser
/// kept of a damaged file is written as it is.
/// </remarks>
internal static class DicomDatasetWriter
{
    private const int LongestShortValue = 65_534;

    /// <summary>The file of a dataset.</summary>
    /// <param name="syntax">Of the dataset's pixels: kept where they are compressed, else explicit little endian.</param>
    public static byte[] Write(DicomDataset dataset, TransferSyntax syntax)
    {
        TransferSyntax written = dataset.Find(DicomTag.PixelData)?.Fragments is null ? TransferSyntax.ExplicitLittleEndian : syntax;
        using var file = new MemoryStream();
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        file.Write(DicomWriter.Meta(dataset.Text(DicomTag.SopClassUid) ?? "", dataset.Text(DicomTag.SopInstanceUid) ?? "", written));
        var writer = new DicomElementWriter();
        WriteDataset(writer, dataset, dataset);
        file.Write(writer.ToArray());
        return file.ToArray();
    }

    private static void WriteDataset(DicomElementWriter writer, DicomDataset dataset, DicomDataset root)
    {
        foreach (DicomElement element in dataset.Elements.Where(element => element.Tag.Element != 0 && element.Tag.Group > 0x0002))
        {
            if (element.Items is { } items)
            {
                WriteSequence(writer, element.Tag, items, root);
            }
            else if (element.Fragments is { } fragments)
            {
                writer.OpenEnded(element.Tag, DicomVr.OB);
                fragments.ToList().ForEach(fragment => writer.Item(fragment.Span));
                writer.Delimiter(DicomTag.SequenceDelimitation);
            }
            else
            {
                WriteValue(writer, dataset, root, element);
            }
        }
    }

    private static void WriteSequence(DicomElementWriter writer, DicomTag tag, IReadOnlyList<DicomDataset> items, DicomDataset root)
    {
        writer.OpenEnded(tag, DicomVr.SQ);
        foreach (DicomDataset item in items)
        {
            writer.OpenItem();
            WriteDataset(writer, item, root);
            writer.Delimiter(DicomTag.ItemDelimitation);
        }

        writer.Delimiter(DicomTag.SequenceDelimitation);
    }

    private static void WriteValue(DicomElementWriter writer, DicomDataset dataset, DicomDataset root, DicomElement element)
    {
        DicomVr vr = WrittenVr(element, root);
        byte[] value = LittleEndian(element, vr, dataset);
        if (value.Length % 2 != 0 && vr.IsText() && vr != DicomVr.UI)
        {
            value = [.. value, (byte)' '];
        }

        // A short VR has no room for more; UN has (PS3.5 section 6.2.2, note 4).
        writer.Bytes(element.Tag, !vr.HasLongLength() && value.Length > LongestShortValue ? DicomVr.UN : vr, value);
    }

    /// <summary>What implicit files leave open: words for pixels, the sign of "US or SS".</summary>
    public static DicomVr WrittenVr(DicomElement element, DicomDataset root)
    {
        if (!element.IsVrAssumed)
        {
            return element.Vr;
        }

        if (element.Tag == DicomTag.PixelData)
        {
            return DicomVr.OW;
        }

        bool isSigned = root.Integer(DicomTag.PixelRepresentation) == 1;
        return element.Vr == DicomVr.US && isSigned && DicomDictionary.FollowsPixelSign(element.Tag) ? DicomVr.SS : element.Vr;
    }

    /// <summary>The value with its numbers turned to little endian.</summary>
    public static byte[] LittleEndian(DicomElement element, DicomVr vr, DicomDataset dataset)
    {
        byte[] value = element.Value.ToArray();
        int unit = vr.UnitBytes();
        if (element.Tag == DicomTag.PixelData && vr == DicomVr.OW)
        {
            unit = Math.Max(2, (dataset.Integer(DicomTag.BitsAllocated) ?? 16) / 8);
        }

        if (element.IsBigEndian && unit > 1)
        {
            Formats.ByteOrder.Swap(value, unit);
        }

        return value;
    }
}

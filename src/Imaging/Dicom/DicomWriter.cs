using System.Buffers.Binary;
using System.Globalization;

namespace Studio.Imaging.Dicom;

/// <summary>Writes single-frame DICOM files, explicit VR little endian, uncompressed (PS3.10 section 7).</summary>
public static class DicomWriter
{
    private const string CtImage = "1.2.840.10008.5.1.4.1.1.2";
    private const string MrImage = "1.2.840.10008.5.1.4.1.1.4";
    private const string SecondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
    private const string ImplementationUid = "2.25.190468372910374651029384756102938475610";

    /// <summary>Writes one frame, grey or RGB.</summary>
    public static byte[] Write(RasterImage frame, DicomImageDescription description)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ArgumentNullException.ThrowIfNull(description);
        string sopClass = description.Modality switch
        {
            "CT" => CtImage,
            "MR" => MrImage,
            _ => SecondaryCapture,
        };
        using var file = new MemoryStream();
        file.Write(new byte[128]);
        file.Write("DICM"u8);
        file.Write(Meta(sopClass, description.SopInstanceUid, TransferSyntax.ExplicitLittleEndian));
        file.Write(Main(frame, description, sopClass));
        return file.ToArray();
    }

    /// <summary>The file meta information of a dataset (PS3.10 section 7.1).</summary>
    internal static byte[] Meta(string sopClass, string sopInstance, TransferSyntax syntax)
    {
        var rest = new DicomElementWriter();
        rest.Bytes(new DicomTag(2, 1), DicomVr.OB, [0, 1]);
        rest.Text(new DicomTag(2, 2), DicomVr.UI, sopClass);
        rest.Text(new DicomTag(2, 3), DicomVr.UI, sopInstance);
        rest.Text(DicomTag.TransferSyntaxUid, DicomVr.UI, syntax.Uid);
        rest.Text(new DicomTag(2, 0x12), DicomVr.UI, ImplementationUid);
        byte[] elements = rest.ToArray();
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, elements.Length);
        var group = new DicomElementWriter();
        group.Bytes(new DicomTag(2, 0), DicomVr.UL, length);
        return [.. group.ToArray(), .. elements];
    }

    private static byte[] Main(RasterImage frame, DicomImageDescription description, string sopClass)
    {
        var writer = new DicomElementWriter();
        writer.Text(DicomTag.SpecificCharacterSet, DicomVr.CS, "ISO_IR 192");
        writer.Text(DicomTag.SopClassUid, DicomVr.UI, sopClass);
        writer.Text(DicomTag.SopInstanceUid, DicomVr.UI, description.SopInstanceUid);
        writer.Text(DicomTag.Modality, DicomVr.CS, description.Modality);
        writer.Text(DicomTag.PatientName, DicomVr.PN, description.PatientName ?? description.PatientId);
        writer.Text(DicomTag.PatientId, DicomVr.LO, description.PatientId);
        writer.Text(DicomTag.StudyInstanceUid, DicomVr.UI, description.StudyUid);
        writer.Text(DicomTag.SeriesInstanceUid, DicomVr.UI, description.SeriesUid);
        writer.Text(DicomTag.InstanceNumber, DicomVr.IS, description.InstanceNumber.ToString(CultureInfo.InvariantCulture));
        if (description.Plane is { } plane)
        {
            writer.Decimals(DicomTag.ImagePositionPatient, plane.Position.ToArray());
            writer.Decimals(DicomTag.ImageOrientationPatient, [.. plane.RowDirection.ToArray(), .. plane.ColumnDirection.ToArray()]);
        }

        WritePixelModule(writer, frame, description);
        WriteDisplay(writer, description);
        writer.Bytes(DicomTag.PixelData, frame.BytesPerSample == 2 ? DicomVr.OW : DicomVr.OB, frame.Samples);
        return writer.ToArray();
    }

    private static void WritePixelModule(DicomElementWriter writer, RasterImage frame, DicomImageDescription description)
    {
        bool isColour = frame.SamplesPerPixel == 3;
        string grey = description.Photometric == Photometric.Monochrome1 ? "MONOCHROME1" : "MONOCHROME2";
        writer.UnsignedShort(DicomTag.SamplesPerPixel, frame.SamplesPerPixel);
        writer.Text(DicomTag.PhotometricInterpretation, DicomVr.CS, isColour ? "RGB" : grey);
        if (isColour)
        {
            writer.UnsignedShort(DicomTag.PlanarConfiguration, 0);
        }

        writer.UnsignedShort(DicomTag.Rows, frame.Rows);
        writer.UnsignedShort(DicomTag.Columns, frame.Columns);
        if (description.PixelSpacing is { } spacing)
        {
            writer.Decimals(DicomTag.PixelSpacing, spacing.RowMm, spacing.ColumnMm);
        }

        writer.UnsignedShort(DicomTag.BitsAllocated, 8 * frame.BytesPerSample);
        writer.UnsignedShort(DicomTag.BitsStored, frame.BitsStored);
        writer.UnsignedShort(DicomTag.HighBit, frame.BitsStored - 1);
        writer.UnsignedShort(DicomTag.PixelRepresentation, frame.IsSigned ? 1 : 0);
    }

    private static void WriteDisplay(DicomElementWriter writer, DicomImageDescription description)
    {
        IReadOnlyList<DisplayWindow> windows = description.Windows;
        if (windows.Count > 0)
        {
            writer.Decimals(DicomTag.WindowCenter, [.. windows.Select(window => window.Center)]);
            writer.Decimals(DicomTag.WindowWidth, [.. windows.Select(window => window.Width)]);
        }

        writer.Decimals(DicomTag.RescaleIntercept, description.RescaleIntercept);
        writer.Decimals(DicomTag.RescaleSlope, description.RescaleSlope);
        writer.Text(DicomTag.RescaleType, DicomVr.LO, description.Modality == "CT" ? "HU" : "US");
        if (windows.Count > 0)
        {
            writer.Text(DicomTag.WindowExplanation, DicomVr.LO, string.Join('\\', windows.Select(window => window.Name)));
            WindowFunction function = windows[0].Function;
            writer.Text(DicomTag.VoiLutFunction, DicomVr.CS, function switch
            {
                WindowFunction.LinearExact => "LINEAR_EXACT",
                WindowFunction.Sigmoid => "SIGMOID",
                _ => "LINEAR",
            });
        }
    }
}

using Studio.Imaging.Formats.Volumes;

namespace Studio.Imaging.Formats.Nifti;

/// <summary>Where a NIfTI grid lies: the sform where there is one, else the qform (nifti1.h, methods 3 and 2).</summary>
internal static class NiftiGeometry
{
    private const int MetreCode = 1;
    private const int MicronCode = 3;

    /// <summary>Null where neither form is given or usable.</summary>
    public static VoxelGeometry? Of(NiftiHeader header)
    {
        double scale = Millimetres(header.Units);
        VoxelGeometry? sform = header.SformCode > 0 ? FromRows(header.Srow, scale) : null;
        if (sform is { IsUsable: true })
        {
            return sform;
        }

        VoxelGeometry? qform = header.QformCode > 0 ? FromQuaternion(header, scale) : null;
        return qform is { IsUsable: true } ? qform : null;
    }

    /// <summary>Spacing of the second and first axis without any form; null where it is not given.</summary>
    public static PixelSpacing? SpacingOf(NiftiHeader header)
    {
        double scale = Millimetres(header.Units);
        double columns = Math.Abs(header.PixDim[1]) * scale;
        double rows = Math.Abs(header.PixDim[2]) * scale;
        return double.IsFinite(columns) && double.IsFinite(rows) && columns > 0 && rows > 0 ? new PixelSpacing(rows, columns) : null;
    }

    /// <summary>Length of a stored unit (the low three bits of xyzt_units); millimetres where the file does not say.</summary>
    private static double Millimetres(int units) => (units & 7) switch
    {
        MetreCode => 1000,
        MicronCode => 0.001,
        _ => 1,
    };

    private static VoxelGeometry FromRows(double[] rows, double scale)
    {
        PatientVector Column(int index) => FromRas(rows[index], rows[4 + index], rows[8 + index]) * scale;
        return new VoxelGeometry(Column(3), Column(0), Column(1), Column(2));
    }

    private static VoxelGeometry FromQuaternion(NiftiHeader header, double scale)
    {
        var (b, c, d) = (header.Quaternion[0], header.Quaternion[1], header.Quaternion[2]);
        double square = (b * b) + (c * c) + (d * d);
        double a = Math.Sqrt(Math.Max(0, 1 - square));
        if (square > 1)
        {
            // Rounding: a rotation by 180°.
            double length = Math.Sqrt(square);
            (b, c, d) = (b / length, c / length, d / length);
        }

        double handedness = header.PixDim[0] < 0 ? -1 : 1;
        double i = header.PixDim[1] * scale;
        double j = header.PixDim[2] * scale;
        double k = header.PixDim[3] * scale * handedness;
        return new VoxelGeometry(
            FromRas(header.Quaternion[3], header.Quaternion[4], header.Quaternion[5]) * scale,
            FromRas((a * a) + (b * b) - (c * c) - (d * d), 2 * ((b * c) + (a * d)), 2 * ((b * d) - (a * c))) * i,
            FromRas(2 * ((b * c) - (a * d)), (a * a) + (c * c) - (b * b) - (d * d), 2 * ((c * d) + (a * b))) * j,
            FromRas(2 * ((b * d) + (a * c)), 2 * ((c * d) - (a * b)), (a * a) + (d * d) - (c * c) - (b * b)) * k);
    }

    /// <summary>NIfTI counts towards right and anterior, planes towards left and posterior.</summary>
    private static PatientVector FromRas(double right, double anterior, double superior) => new(-right, -anterior, superior);
}

namespace Studio.Imaging.Formats.Volumes;

/// <summary>
/// How a stored slice is laid into its frame so that it looks as a radiologist expects: axial with left on the right
/// and posterior below, coronal with left on the right and inferior below, sagittal with posterior on the right and
/// inferior below. Pixels are moved and never interpolated.
/// </summary>
/// <param name="IsTransposed">Whether the stored rows become the frame's columns.</param>
/// <param name="FlipsColumns">Whether the frame's columns run against their stored direction.</param>
/// <param name="FlipsRows">Whether the frame's rows run against their stored direction.</param>
/// <param name="FlipsSlices">Whether the last slice is the first frame: frames ascend along their normal (feet to head, front to back, left to right).</param>
internal readonly record struct SliceTurn(bool IsTransposed, bool FlipsColumns, bool FlipsRows, bool FlipsSlices)
{
    private static readonly PatientVector ToLeft = new(1, 0, 0);
    private static readonly PatientVector ToPosterior = new(0, 1, 0);
    private static readonly PatientVector ToInferior = new(0, 0, -1);

    /// <summary>The turn for a grid; none where it is unknown how the grid lies.</summary>
    public static SliceTurn Of(VoxelGeometry? geometry)
    {
        if (geometry is null)
        {
            return default;
        }

        var (columns, rows) = Wanted(geometry.First.Cross(geometry.Second));
        double straight = Alignment(geometry.First, columns) + Alignment(geometry.Second, rows);
        double transposed = Alignment(geometry.Second, columns) + Alignment(geometry.First, rows);
        bool isTransposed = transposed > straight;
        PatientVector columnAxis = isTransposed ? geometry.Second : geometry.First;
        PatientVector rowAxis = isTransposed ? geometry.First : geometry.Second;
        bool flipsColumns = columnAxis.Dot(columns) < 0;
        bool flipsRows = rowAxis.Dot(rows) < 0;
        PatientVector normal = (columnAxis * (flipsColumns ? -1 : 1)).Cross(rowAxis * (flipsRows ? -1 : 1));
        return new SliceTurn(isTransposed, flipsColumns, flipsRows, geometry.Third.Dot(normal) < 0);
    }

    /// <summary>Where the frame of one slice lies.</summary>
    /// <param name="columns">Length of the grid's first axis.</param>
    /// <param name="rows">Length of the grid's second axis.</param>
    /// <param name="slice">Index along the third axis.</param>
    public FramePlane PlaneOf(VoxelGeometry geometry, int columns, int rows, int slice)
    {
        (PatientVector columnStep, int columnCount) = IsTransposed ? (geometry.Second, rows) : (geometry.First, columns);
        (PatientVector rowStep, int rowCount) = IsTransposed ? (geometry.First, columns) : (geometry.Second, rows);
        PatientVector position = geometry.Origin + (geometry.Third * slice)
            + (columnStep * (FlipsColumns ? columnCount - 1 : 0))
            + (rowStep * (FlipsRows ? rowCount - 1 : 0));
        return new FramePlane(
            position,
            columnStep * ((FlipsColumns ? -1 : 1) / columnStep.Length),
            rowStep * ((FlipsRows ? -1 : 1) / rowStep.Length));
    }

    /// <summary>Directions of growing column and row index that belong to a slice with this normal.</summary>
    private static (PatientVector Columns, PatientVector Rows) Wanted(PatientVector normal)
    {
        double left = Math.Abs(normal.Left);
        double posterior = Math.Abs(normal.Posterior);
        double superior = Math.Abs(normal.Superior);
        return superior >= left && superior >= posterior ? (ToLeft, ToPosterior)
            : posterior >= left ? (ToLeft, ToInferior)
            : (ToPosterior, ToInferior);
    }

    private static double Alignment(PatientVector axis, PatientVector wanted) => Math.Abs(axis.Dot(wanted)) / axis.Length;
}

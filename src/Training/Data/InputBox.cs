namespace Studio.Training.Data;

/// <summary>A box in pixels of the network's input; (0, 0) is the outer corner of the first pixel, X2 and Y2 are outer edges too.</summary>
/// <param name="ClassIndex">As in the project, from 1.</param>
readonly record struct InputBox(int ClassIndex, double X1, double Y1, double X2, double Y2)
{
    public double Area => Math.Max(0, X2 - X1) * Math.Max(0, Y2 - Y1);

    /// <summary>The part inside [0, width] × [0, height].</summary>
    public InputBox ClipTo(int height, int width) => this with
    {
        X1 = Math.Clamp(X1, 0, width),
        Y1 = Math.Clamp(Y1, 0, height),
        X2 = Math.Clamp(X2, 0, width),
        Y2 = Math.Clamp(Y2, 0, height),
    };
}

using System.Runtime.InteropServices;
using System.Text.Json;

namespace Studio.Imaging.Tests.Formats;

/// <summary>
/// Holds the reader against nibabel: where a frame says that a pixel lies, nibabel must find the same value.
/// </summary>
public sealed class NibabelComparisonTests
{
    private const int WaysToLayAxes = 48;

    private sealed record Reference(string Path, string Values, int[] Shape, double[] ToVoxel);

    [Fact]
    public void Decode_EveryWayToLayTheAxes_EqualsNibabel() => Compare([], WaysToLayAxes);

    [Fact]
    public void Decode_RealBrain_EqualsNibabel()
    {
        string folder = TestPaths.SharedData("openms_mni");
        string[] files = [.. Directory.GetFiles(folder, "FLAIR*.nii.gz"), .. Directory.GetFiles(folder, "GOLD*.nii.gz")];

        Compare(files, WaysToLayAxes + files.Length);
    }

    private static void Compare(string[] files, int expectedCount)
    {
        string folder = Directory.CreateTempSubdirectory("nibabel-").FullName;
        try
        {
            string[] lines = PythonPeer.Run(Path.Combine("Formats", "nibabel_reference.py"), [folder, .. files]);
            Assert.Equal(expectedCount, lines.Length);
            foreach (string line in lines)
            {
                Compare(JsonSerializer.Deserialize<Reference>(line, JsonSerializerOptions.Web)!);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(Reference reference)
    {
        DecodedFile file = TestImages.Decode(File.ReadAllBytes(reference.Path));
        double[] values = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(reference.Values)).ToArray();
        var seen = new bool[values.Length];
        Assert.Equal(reference.Shape[2], file.Frames.Count);
        for (int index = 0; index < file.Frames.Count; index++)
        {
            FramePlane plane = file.Facts.PerFrame[index].Plane!;
            AssertReadable(plane);
            Assert.True(index == 0 || plane.DistanceMm > file.Facts.PerFrame[index - 1].Plane!.DistanceMm);
            for (int pixel = 0; pixel < file.Facts.Layout.PixelCount; pixel++)
            {
                int voxel = VoxelAt(plane, file.Facts, pixel, reference);
                double value = (file.Frames[index].ValueAt(pixel) * file.Facts.RescaleSlope) + file.Facts.RescaleIntercept;
                if (Math.Abs(value - values[voxel]) > 1e-9)
                {
                    Assert.Fail($"{reference.Path}, frame {index}, pixel {pixel}: {value}, nibabel has {values[voxel]}.");
                }

                seen[voxel] = true;
            }
        }

        Assert.DoesNotContain(false, seen);
    }

    /// <summary>The voxel of nibabel nearest to where the plane puts a pixel.</summary>
    private static int VoxelAt(FramePlane plane, ImageFacts facts, int pixel, Reference reference)
    {
        int row = pixel / facts.Layout.Columns;
        int column = pixel % facts.Layout.Columns;
        PixelSpacing spacing = facts.PixelSpacing!.Value;
        PatientVector at = plane.Position + (plane.RowDirection * (column * spacing.ColumnMm)) + (plane.ColumnDirection * (row * spacing.RowMm));
        double[] ras = [-at.Left, -at.Posterior, at.Superior, 1];
        var index = new int[3];
        for (int axis = 0; axis < 3; axis++)
        {
            double exact = 0;
            for (int term = 0; term < 4; term++)
            {
                exact += reference.ToVoxel[(4 * axis) + term] * ras[term];
            }

            index[axis] = (int)Math.Round(exact);
            if (Math.Abs(exact - index[axis]) > 1e-3)
            {
                Assert.Fail($"{reference.Path}: pixel {pixel} lies between voxels ({exact}).");
            }
        }

        return index[0] + (reference.Shape[0] * (index[1] + (reference.Shape[1] * index[2])));
    }

    /// <summary>Rows run to posterior or inferior, columns to left, or to posterior where the slice is sagittal.</summary>
    private static void AssertReadable(FramePlane plane)
    {
        PatientVector normal = plane.Normal;
        bool isSagittal = Math.Abs(normal.Left) > Math.Max(Math.Abs(normal.Posterior), Math.Abs(normal.Superior));
        bool isAxial = Math.Abs(normal.Superior) > Math.Max(Math.Abs(normal.Posterior), Math.Abs(normal.Left));
        Assert.True((isSagittal ? plane.RowDirection.Posterior : plane.RowDirection.Left) > 0.9);
        Assert.True((isAxial ? plane.ColumnDirection.Posterior : -plane.ColumnDirection.Superior) > 0.9);
    }
}

using Studio.Harness;

namespace Studio.Browser.Tests;

/// <summary>A studio with three pictures to draw boxes on (images 1 to 3) and two to judge (images 4 and 5), 400 columns by 300 rows each.</summary>
public sealed class ObjectStudio : LabelledStudio
{
    public const int Columns = 400;
    public const int Rows = 300;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["cells"]);
        Directory.CreateDirectory(files["findings"]);
        for (var index = 0; index < 3; index++)
            await File.WriteAllBytesAsync(files[$"cells/{index}.png"], SyntheticImages.Radiograph(Rows, Columns, seed: index));
        for (var index = 0; index < 2; index++)
            await File.WriteAllBytesAsync(files[$"findings/{index}.png"], SyntheticImages.Radiograph(Rows, Columns, seed: 7 + index));

        await ImportAsync(files["cells"], "--project", "Cells", "--task", "detection", "--classes", "RBC,WBC");
        await ImportAsync(files["findings"], "--project", "Findings", "--task", "classification", "--classes", "Effusion,Nodule,Fracture");
    }
}

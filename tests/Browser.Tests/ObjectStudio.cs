using Studio.Harness;

namespace Studio.Browser.Tests;

/// <summary>A studio with two pictures to draw boxes on (images 1 and 2) and two to judge (images 3 and 4), 400 columns by 300 rows each.</summary>
public sealed class ObjectStudio : LabelledStudio
{
    public const int Columns = 400;
    public const int Rows = 300;

    protected override async Task FillAsync(TemporaryFolder files)
    {
        Directory.CreateDirectory(files["cells"]);
        Directory.CreateDirectory(files["findings"]);
        for (var index = 0; index < 2; index++)
        {
            await File.WriteAllBytesAsync(files[$"cells/{index}.png"], SyntheticImages.Radiograph(Rows, Columns, seed: index));
            await File.WriteAllBytesAsync(files[$"findings/{index}.png"], SyntheticImages.Radiograph(Rows, Columns, seed: 7 + index));
        }

        await ImportAsync(files["cells"], "--project", "Cells", "--task", "detection", "--classes", "RBC,WBC");
        await ImportAsync(files["findings"], "--project", "Findings", "--task", "classification", "--classes", "Effusion,Nodule,Fracture");
    }
}

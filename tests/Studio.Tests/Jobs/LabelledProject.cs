using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Studio.Contracts.Import;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Imaging.Labelmaps;
using Studio.Storage;

namespace Studio.Tests.Jobs;

/// <summary>A small project of 8 × 8 grey images, each with a label and a patient of its own.</summary>
static class LabelledProject
{
    const int Side = 8;
    public const string ClassName = "lesion";

    public static async Task<Project> CreateAsync(IServiceProvider services, int images = 8, byte labelClass = 1, string name = "Scripted")
    {
        var project = await services.GetRequiredService<ProjectStore>().CreateAsync(name, "", ProjectTask.Segmentation);
        await services.GetRequiredService<ClassStore>().AddAsync(project.Id, ClassName);
        for (var index = 0; index < images; index++)
            await AddImageAsync(services, project, index, labelClass);
        return project;
    }

    public static Recipe Recipe(string script) => new()
    {
        Id = "scripted",
        Name = "Scripted",
        Summary = script,
        Input = new InputRecipe { Height = 16, Width = 16 },
    };

    static async Task AddImageAsync(IServiceProvider services, Project project, int index, byte labelClass)
    {
        var pixels = new byte[Side * Side];
        Array.Fill(pixels, (byte)index);
        var stored = await services.GetRequiredService<BlobStore>().PutAsync(pixels, "The pixels");
        var patient = await services.GetRequiredService<PatientStore>().GetOrCreateAsync(project.Id, $"P{index}");
        var imageId = await services.GetRequiredService<ImageStore>().InsertAsync(Describe(project, patient, index, stored));
        var classes = new byte[Side * Side];
        classes[9] = labelClass;
        await services.GetRequiredService<AnnotationStore>().ImportAsync(imageId!.Value, new Labelmap(Side, Side, classes), ImageState.Accepted);
    }

    static NewImage Describe(Project project, Patient patient, int index, BlobReference pixels)
    {
        var frame = new DecodedFrame(0, "", pixels.Sha256, pixels.Length, "", index, index, index, index);
        var file = new DecodedImage(
            "pgm", null, patient.Key, null, null, null, Side, Side, 1, 1, 8, false, "MONOCHROME2", 1, 0, null, null, [], [frame], []);
        var name = index.ToString("0000'.pgm'", CultureInfo.InvariantCulture);
        return new NewImage(project.Id, patient.Id, name, name, pixels.Sha256, file, frame, pixels.Sha256, FixedSplit: null);
    }
}

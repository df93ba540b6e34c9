using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Features.Audit;

/// <summary>Which images show which class, in the form that the project's task asks for.</summary>
sealed class ClassPresence(AuditData data, IReadOnlyList<LabelFacts> facts)
{
    readonly Dictionary<long, LabelFacts> facts = facts.ToDictionary(fact => fact.Sample.ImageId);

    /// <summary>Reads labelmaps only where outlines are what the project is about.</summary>
    public static async Task<ClassPresence> ReadAsync(
        AuditData data, LabelFactsReader reader, Action<int, int>? progress, CancellationToken cancellationToken) =>
        new(data, data.Project.Task == ProjectTask.Segmentation ? await reader.ReadAsync(data, progress, cancellationToken) : []);

    /// <summary>Null where nobody knows: tags that were not answered.</summary>
    public bool? Shows(SampleSpec sample, int classIndex) => data.Project.Task switch
    {
        ProjectTask.Classification => sample.Tags.FirstOrDefault(tag => tag.ClassIndex == classIndex)?.Answer,
        ProjectTask.Detection => sample.Boxes.Any(box => box.ClassIndex == classIndex),
        _ => facts[sample.ImageId].Pixels.ContainsKey(classIndex),
    };

    public ClassShare Of(ClassDefinition definition)
    {
        var known = data.Samples.Where(sample => Shows(sample, definition.Index) is not null).ToList();
        var present = known.Where(sample => Shows(sample, definition.Index) == true).ToList();
        return new ClassShare(
            definition,
            present,
            known.Count,
            present.DistinctBy(sample => sample.PatientKey).Count(),
            known.DistinctBy(sample => sample.PatientKey).Count());
    }

    /// <summary>Of all pixels of all images, 0–1; outlines only.</summary>
    public double PixelShare(int classIndex)
    {
        var all = data.Samples.Sum(sample => (double)sample.Rows * sample.Columns);
        return facts.Values.Sum(fact => (double)fact.Pixels.GetValueOrDefault(classIndex)) / all;
    }
}

/// <param name="Images">That show it.</param>
/// <param name="OfImages">Of which it is known whether they show it.</param>
/// <param name="Patients">As the images.</param>
sealed record ClassShare(ClassDefinition Class, IReadOnlyList<SampleSpec> Images, int OfImages, int Patients, int OfPatients)
{
    public double Prevalence => OfImages == 0 ? 0 : (double)Images.Count / OfImages;
}

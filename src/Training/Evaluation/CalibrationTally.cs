using Studio.Contracts.Jobs;
using Studio.Statistics;
using Studio.Training.Data;
using Studio.Training.Metrics;

namespace Studio.Training.Evaluation;

/// <summary>What judged images say about confidence: added up as they come, by class for the diagrams and by patient for the error.</summary>
sealed class CalibrationTally
{
    readonly SampleCache cache;
    readonly CalibrationCounts all;
    readonly Dictionary<string, int> patients;
    readonly CalibrationFigure error;
    int images;

    /// <param name="samples">All that will be added; patients are counted as in <see cref="CaseTable"/>.</param>
    public CalibrationTally(SampleCache cache, IReadOnlyList<int> samples, int classes)
    {
        this.cache = cache;
        all = new CalibrationCounts(classes);
        patients = samples.Select(sample => cache.Samples[sample].PatientKey).Distinct().Order(StringComparer.Ordinal)
            .Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        error = new CalibrationFigure(patients.Count);
    }

    /// <param name="counts">Of each image of the batch; null where answers have no confidence.</param>
    public void Add(int[] batch, IReadOnlyList<CalibrationCounts>? counts)
    {
        foreach (var (sample, image) in batch.Zip(counts ?? []))
        {
            all.Add(image);
            error.Add(patients[cache.Samples[sample].PatientKey], image);
            images++;
        }
    }

    /// <summary><c>ece</c>, the expected calibration error; nothing where answers have no confidence.</summary>
    public IReadOnlyList<NamedFigure> Figures() => images == 0 ? [] : [new NamedFigure("ece", FigureLevel.Image, error, images)];

    /// <summary>Of each class, the background first; empty as above.</summary>
    public IReadOnlyList<ClassCalibration> ToDiagrams() => images == 0 ? [] : all.ToDiagrams();
}

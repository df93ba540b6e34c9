using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Torch;
using Studio.Training.Devices;
using Studio.Training.Evaluation;
using Studio.Training.Jobs;
using Studio.Training.Tasks;
using Studio.Training.Trainer;
using TorchSharp;

namespace Studio.Training.Export;

/// <summary>Writes a model package after comparing it with the trained network on real images.</summary>
static class ExportJob
{
    /// <exception cref="JobFailureException">The model differs from the network, or cannot be written as ONNX.</exception>
    public static JobEnded Run(JobContext context)
    {
        ComputeDevice.PrepareThread();
        var spec = context.Spec;
        // The package is compared in full precision: what it must reproduce is the network, not the rounding of a device.
        var device = new ComputeDevice("cpu", torch.CPU, Autocast: null);
        using var network = TrainingNetwork.Create(spec.Recipe, spec.Classes.Count, device);
        Checkpoint.Load(context.CheckpointPath!, network);

        var folder = Directory.CreateDirectory(context.InWorkFolder("package")).FullName;
        var modelPath = Path.Combine(folder, PackageFiles.Onnx);
        context.ReportProgress("Writing the model", 0, 0);
        var input = spec.Recipe.Input;
        OnnxExport.Write(modelPath, network.Inference, input.Channels, input.Height, input.Width, network.Module);

        context.ReportProgress("Comparing the model with the network", 0, 0);
        var task = PredictionTask.Create(spec.Recipe, spec.Classes, Checkpoint.ReadRules(context.CheckpointPath!), spec.OperatingPoint);
        var validation = context.SamplesOf(Split.Validation, task);
        if (validation.Count == 0)
        {
            throw new JobFailureException("The dataset version has no validation image to check the package on.");
        }

        var checkedImages = ParityCheck.Choose(validation);
        var difference = ParityCheck.Measure(modelPath, network, task, context.Cache, checkedImages, context.Control.Check);

        var cases = new CaseCollector(spec.Classes);
        new ImageMeasurement(context, network, task, new BatchLoader(context.Cache, device, spec.Recipe)).ForEachImage(validation, cases.Add);
        var table = cases.ToTable();
        var metrics = EvaluationSummary.Of(task.Figures(table), table.Patients.Count, spec.Recipe.Training.Seed).Metrics;
        var facts = new ModelFacts(spec, SafeTensors.ReadMetadata(context.CheckpointPath!), task.Score, metrics, difference, checkedImages.Count);
        WriteDescriptions(context, folder, task.Output, facts);
        context.Reporter.Report(new PackageWritten(Upload(context, folder), difference, checkedImages.Count));
        return new JobEnded(
            JobState.Succeeded,
            FormattableString.Invariant($"Packaged. Largest difference to the network on {checkedImages.Count} images: {difference:0.0e+0}."),
            null);
    }

    static void WriteDescriptions(JobContext context, string folder, ModelOutput output, ModelFacts facts)
    {
        var spec = context.Spec;
        var preprocessing = new Preprocessing(
            2, spec.ProjectName, spec.RunNumber, spec.Recipe.Input, OnnxExport.InputName, OnnxExport.OutputName, spec.Classes)
        {
            Output = output,
            Statistics = context.Cache.Statistics,
        };
        File.Copy(context.CheckpointPath!, Path.Combine(folder, PackageFiles.Weights), overwrite: true);
        File.WriteAllText(Path.Combine(folder, PackageFiles.Recipe), RecipeWriter.Write(spec.Recipe));
        File.WriteAllText(Path.Combine(folder, PackageFiles.Preprocessing), JsonSerializer.Serialize(preprocessing, ContractJson.Indented));
        File.WriteAllText(Path.Combine(folder, PackageFiles.Metrics), JsonSerializer.Serialize(facts.ToMetrics(), ContractJson.Indented));
        File.WriteAllText(Path.Combine(folder, PackageFiles.ModelCard), ModelCard.Write(facts));
    }

    static List<PackageFile> Upload(JobContext context, string folder)
    {
        string[] names =
        [
            PackageFiles.Onnx, PackageFiles.Weights, PackageFiles.Recipe,
            PackageFiles.Preprocessing, PackageFiles.Metrics, PackageFiles.ModelCard,
        ];
        return [.. names.Select(name =>
        {
            var content = File.ReadAllBytes(Path.Combine(folder, name));
            return new PackageFile(name, content.Length, context.Reporter.AddBlob(content));
        })];
    }
}

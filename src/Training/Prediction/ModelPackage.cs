using System.Globalization;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Inference;
using Studio.Training.OnnxRuntime;
using Studio.Training.Postprocessing;
using Studio.Training.Tasks;

namespace Studio.Training.Prediction;

/// <summary>A package ready to predict with.</summary>
sealed class ModelPackage : IDisposable
{
    const int Threads = 2;
    readonly OnnxSession session;
    readonly PackagedNetwork network;
    readonly AnswerDecoder decoder;
    readonly ModelOutput output;

    ModelPackage(Preprocessing preprocessing, OnnxSession session)
    {
        Preprocessing = preprocessing;
        this.session = session;
        output = preprocessing.Output ?? new ModelOutput(preprocessing.Input, new ArchitectureRecipe(), preprocessing.Classes.Count, false, null);
        network = new PackagedNetwork(session, output);
        decoder = AnswerDecoder.Create(output);
    }

    public Preprocessing Preprocessing { get; }

    /// <summary>Colours of the indexed masks: R, G, B of background and each class.</summary>
    public byte[] Palette => [0, 0, 0, .. Preprocessing.Classes.SelectMany(definition => ColorOf(definition.Color))];

    /// <exception cref="PackageUnusableException">Something in the folder is missing or damaged; the message names it.</exception>
    public static ModelPackage Open(string folder)
    {
        var description = Path.Combine(folder, PackageFiles.Preprocessing);
        var model = Path.Combine(folder, PackageFiles.Onnx);
        foreach (var needed in new[] { description, model }.Where(path => !File.Exists(path)))
        {
            throw new PackageUnusableException($"{needed} is missing. Name the folder of a model package.");
        }

        try
        {
            var preprocessing = JsonSerializer.Deserialize<Preprocessing>(File.ReadAllBytes(description), ContractJson.Options)
                ?? throw new JsonException("it is empty.");
            return new ModelPackage(preprocessing, new OnnxSession(model, preprocessing.InputName, preprocessing.OutputName, Threads));
        }
        catch (JsonException problem)
        {
            throw new PackageUnusableException($"{description} is damaged: {problem.Message}");
        }
        catch (OnnxRuntimeException problem)
        {
            throw new PackageUnusableException($"{model} cannot be loaded: {problem.Message}");
        }
    }

    /// <summary>What the model says about one image, at the image's own size.</summary>
    public Answer Predict(InputSource image)
    {
        var input = Preprocessing.Input;
        var values = new float[InputPreparation.FloatsPerImage(input)];
        InputPreparation.PrepareImage(image, input, Preprocessing.Statistics, values);
        return OperatingRules.Answered(decoder.Decode(network.Run(values), image.Rows, image.Columns), output);
    }

    public void Dispose() => session.Dispose();

    static IEnumerable<byte> ColorOf(string css) =>
        Enumerable.Range(0, 3).Select(part => byte.Parse(css.AsSpan(1 + (2 * part), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}

/// <summary>The folder is not a usable model package.</summary>
sealed class PackageUnusableException(string message) : Exception(message);

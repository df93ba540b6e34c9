using Studio.Contracts.Packages;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Detection;
using Studio.Training.Postprocessing;

namespace Studio.Training.Tasks;

/// <summary>
/// Turns the numbers of a network for one image into an answer at the image's own size: the same code in validation,
/// evaluation and prediction, and the same numbers from libtorch as from ONNX Runtime.
/// </summary>
abstract class AnswerDecoder(ModelOutput model)
{
    protected ModelOutput Model => model;

    public static AnswerDecoder Create(ModelOutput model) => ArchitectureFacts.Of(model.Architecture).Output switch
    {
        OutputKind.ClassMap => new ClassMapDecoder(model),
        OutputKind.Tags => new TagDecoder(model),
        OutputKind.OneBox => new OneBoxDecoder(model),
        _ => new BoxesDecoder(model),
    };

    /// <param name="output">All numbers of one image, row-major, as the network gives them.</param>
    public abstract Answer Decode(ReadOnlySpan<float> output, int rows, int columns);
}

/// <summary>Class maps: scores at the original size, then the rules that validation chose.</summary>
sealed class ClassMapDecoder(ModelOutput model) : AnswerDecoder(model)
{
    public override Answer Decode(ReadOnlySpan<float> output, int rows, int columns)
    {
        var rules = Model.Postprocessing;
        var classes = Model.ClassCount + 1;
        if (rules is not { NeedsProbabilities: true })
        {
            // One temperature for all classes leaves the most probable one where it is.
            var labelmap = PredictionRestoration.ToLabelmap(output, classes, rows, columns, Model.Input);
            return new ClassMapAnswer(rules is null ? labelmap : MaskRules.Apply(rules, labelmap, rows, columns));
        }

        var slope = (float)(Model.Scaling?.Of(0).Slope ?? 1);
        var probabilities = PredictionRestoration.ToProbabilities(output, classes, rows, columns, Model.Input, slope);
        return new ClassMapAnswer(MaskRules.Apply(rules, MaskRules.Choose(rules, probabilities, classes), rows, columns));
    }
}

/// <summary>Tags: a sigmoid for each class, or one choice among them.</summary>
sealed class TagDecoder(ModelOutput model) : AnswerDecoder(model)
{
    public override Answer Decode(ReadOnlySpan<float> output, int rows, int columns)
    {
        var logits = new double[output.Length];
        for (var index = 0; index < logits.Length; index++)
        {
            logits[index] = output[index];
        }

        var raw = TagProbabilities.Of(logits, Model.IsSingleChoice, null);
        var shares = Model.Scaling is { } scaling ? TagProbabilities.Of(logits, Model.IsSingleChoice, scaling) : raw;
        var best = Array.IndexOf(shares, shares.Max());
        return new TagAnswer(shares, raw, [.. shares.Select((share, position) => ThresholdOf(position) is { } threshold ? share >= threshold : position == best)]);
    }

    /// <summary>Null where the most probable class is the answer.</summary>
    double? ThresholdOf(int position) => Model.Postprocessing?.Thresholds is { } thresholds && thresholds.Count > position
        ? Model.IsSingleChoice && thresholds[position] == 0 ? null : thresholds[position]
        : Model.IsSingleChoice ? null : OperatingRules.EvenOdds;
}

/// <summary>One box: sigmoid of x, y, width and height as shares of the input; a predicted spread is not looked at.</summary>
sealed class OneBoxDecoder(ModelOutput model) : AnswerDecoder(model)
{
    public override Answer Decode(ReadOnlySpan<float> output, int rows, int columns)
    {
        Span<double> share = stackalloc double[4];
        for (var index = 0; index < share.Length; index++)
        {
            share[index] = 1 / (1 + Math.Exp(-output[index]));
        }

        var (x, y) = (share[0] * Model.Input.Width, share[1] * Model.Input.Height);
        var box = new InputBox(
            Model.Architecture.BoxClass, x, y, x + (share[2] * Model.Input.Width), y + (share[3] * Model.Input.Height));
        return new BoxAnswer([new FoundBox(InputPlacement.Of(rows, columns, Model.Input).ToOriginal(box), 1)]);
    }
}

/// <summary>Many boxes: what the detector finds at its positions, without repetitions.</summary>
sealed class BoxesDecoder(ModelOutput model) : AnswerDecoder(model)
{
    readonly BoxDecoder decoder = new();
    readonly DetectorPosition[] positions = DetectorGeometry.Positions(model.Input.Height, model.Input.Width);

    public override Answer Decode(ReadOnlySpan<float> output, int rows, int columns)
    {
        var place = InputPlacement.Of(rows, columns, Model.Input);
        var found = decoder.Decode(output, positions, Model.Input.Height, Model.Input.Width);
        return new BoxAnswer([.. found.Select(item => new FoundBox(place.ToOriginal(InInput(item.Box)), item.Score))]);
    }

    static InputBox InInput(LabelledBox box) => new(box.Class + 1, box.X1, box.Y1, box.X2, box.Y2);
}

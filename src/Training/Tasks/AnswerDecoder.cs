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
            var labelmap = PredictionRestoration.ToLabelmap(output, classes, rows, columns, Model.Input);
            return new ClassMapAnswer(rules is null ? labelmap : MaskRules.Apply(rules, labelmap, rows, columns));
        }

        var probabilities = PredictionRestoration.ToProbabilities(output, classes, rows, columns, Model.Input);
        return new ClassMapAnswer(MaskRules.Apply(rules, MaskRules.Choose(rules, probabilities, classes), rows, columns));
    }
}

/// <summary>Tags: a sigmoid for each class, or one choice among them.</summary>
sealed class TagDecoder(ModelOutput model) : AnswerDecoder(model)
{
    const double EvenOdds = 0.5;

    public override Answer Decode(ReadOnlySpan<float> output, int rows, int columns)
    {
        var probabilities = Model.IsSingleChoice ? Softmax(output) : Sigmoid(output);
        var thresholds = Model.Postprocessing?.Thresholds ?? [];
        var best = Array.IndexOf(probabilities, probabilities.Max());
        return new TagAnswer(
            probabilities,
            [.. probabilities.Select((value, position) => Model.IsSingleChoice && thresholds.Count == 0
                ? position == best
                : value >= (thresholds.Count > position ? thresholds[position] : EvenOdds))]);
    }

    static double[] Sigmoid(ReadOnlySpan<float> logits)
    {
        var values = new double[logits.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = 1 / (1 + Math.Exp(-logits[index]));
        }

        return values;
    }

    static double[] Softmax(ReadOnlySpan<float> logits)
    {
        double largest = float.NegativeInfinity;
        foreach (var value in logits)
        {
            largest = Math.Max(largest, value);
        }

        var values = new double[logits.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Math.Exp(logits[index] - largest);
        }

        var total = values.Sum();
        return Array.ConvertAll(values, value => value / total);
    }
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

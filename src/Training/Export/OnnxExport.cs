using Google.Protobuf;
using Onnx;
using Studio.Torch;
using Studio.Training.Architectures;
using Studio.Training.Jobs;
using static TorchSharp.torch;

namespace Studio.Training.Export;

/// <summary>
/// Turns a network into an ONNX model by running it once and translating every operator the dispatcher sees, so that an
/// architecture needs no code of its own for export.
/// </summary>
static class OnnxExport
{
    public const string InputName = "input";
    public const string OutputName = "logits";

    /// <param name="network">What is run: on the CPU, float32; evaluated, not trained, while it is traced.</param>
    /// <param name="holder">The module that holds its weights, by their names; null: the network itself.</param>
    /// <param name="height">A size that the network accepts; the model then accepts any other legal one too, but for an <see cref="IOneSize"/>.</param>
    /// <exception cref="JobFailureException">The network uses an operator without translation; the message names it.</exception>
    public static void Write(
        string path, nn.Module<Tensor, Tensor> network, int inputChannels, int height, int width, nn.Module? holder = null)
    {
        var model = Trace(network, holder ?? network, inputChannels, height, width);
        using var file = File.Create(path);
        model.WriteTo(file);
    }

    static ModelProto Trace(nn.Module<Tensor, Tensor> network, nn.Module holder, int inputChannels, int height, int width)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        holder.eval();
        var builder = new OnnxGraphBuilder("network", holder.state_dict());
        var input = zeros(1, inputChannels, height, width);
        builder.Bind(input, InputName);
        Tensor output;
        using (TorchRuntime.Trace(new Translator(builder)))
        {
            output = network.call(input);
        }

        return builder.Finish(InputName, input, OutputName, output, holder is IOneSize { BelongsToOneSize: true });
    }

    sealed class Translator(OnnxGraphBuilder builder) : IOperatorObserver
    {
        public void OnCall(OperatorCall call)
        {
            if (!OnnxOperators.All.TryGetValue(call.FullName, out var translate))
            {
                throw new JobFailureException($"The network uses {call.FullName}, which has no translation to ONNX yet. The weights can still be taken as safetensors.");
            }

            builder.Bind(call.Results[0], translate(call, builder));
        }
    }
}

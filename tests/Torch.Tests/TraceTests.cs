using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public class TraceTests
{
    [Fact]
    public void Trace_ConvolutionNormalisationRelu_SeesTheChain()
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var recorder = new Recorder();
        using var model = nn.Sequential(
            nn.Conv2d(1, 2, 3, stride: 2, padding: 1), nn.BatchNorm2d(2), nn.ReLU(inplace: true));
        model.eval();
        var input = ones(1, 1, 8, 8);
        Tensor output;

        using (TorchRuntime.Trace(recorder))
            output = model.call(input);

        Assert.Equal(["aten::conv2d", "aten::batch_norm", "aten::relu_"], recorder.Calls.Select(call => call.Name));
        var (conv, norm, relu) = (recorder.Calls[0], recorder.Calls[1], recorder.Calls[2]);
        Assert.Equal(TorchRuntime.IdOf(input), recorder.Ids[conv["input"]!]);
        Assert.Equal(TorchRuntime.IdOf(model.get_parameter("0.weight")!), recorder.Ids[conv["weight"]!]);
        Assert.Equal([2L, 2L], Assert.IsType<long[]>(conv["stride"]));
        Assert.Equal([1L, 1L], Assert.IsType<long[]>(conv["dilation"]));
        Assert.Equal(1L, conv["groups"]);
        Assert.Equal(recorder.Ids[conv.Results[0]], recorder.Ids[norm["input"]!]);
        Assert.Equal(false, norm["training"]);
        Assert.Equal(1e-5, norm["eps"]);
        Assert.Equal(recorder.Ids[norm.Results[0]], recorder.Ids[relu["self"]!]);
        Assert.Equal(recorder.Ids[relu.Results[0]], TorchRuntime.IdOf(output));
    }

    [Fact]
    public void Trace_ArgumentsLeftOut_AreTheDefaultsOfTheSchema()
    {
        using var scope = NewDisposeScope();
        var recorder = new Recorder();

        using (TorchRuntime.Trace(recorder))
        {
            ones(2).sum();
            nn.functional.interpolate(ones(1, 1, 2, 2), scale_factor: [2, 2]);
        }

        var sum = recorder.Calls.Single(call => call.Name == "aten::sum");
        Assert.Null(sum["dtype"]);
        Assert.Throws<KeyNotFoundException>(() => sum["no such argument"]);
        var upsample = recorder.Calls.Single(call => call.FullName == "aten::upsample_nearest2d.vec");
        Assert.Null(upsample["output_size"]);
        Assert.Equal([2.0, 2.0], Assert.IsType<double[]>(upsample["scale_factors"]));
    }

    [Fact]
    public void Trace_ListOfTensors_ShowsItsParts()
    {
        using var scope = NewDisposeScope();
        var recorder = new Recorder();
        var (a, b) = (ones(1), ones(2));

        using (TorchRuntime.Trace(recorder))
            cat([a, b]);

        var parts = Assert.IsType<Tensor[]>(Assert.Single(recorder.Calls)["tensors"]);
        Assert.Equal([TorchRuntime.IdOf(a), TorchRuntime.IdOf(b)], parts.Select(TorchRuntime.IdOf));
    }

    [Fact]
    public void Trace_WhatTheObserverComputes_IsNotSeen()
    {
        using var scope = NewDisposeScope();
        var recorder = new Recorder { Also = call => call.Results[0].sum() };

        using (TorchRuntime.Trace(recorder))
            _ = ones(2) + 1;

        Assert.Equal(["aten::ones", "aten::add"], recorder.Calls.Select(call => call.Name));
    }

    [Fact]
    public void Trace_AfterItsScope_SeesNothing()
    {
        using var scope = NewDisposeScope();
        var recorder = new Recorder();

        TorchRuntime.Trace(recorder).Dispose();
        ones(1);

        Assert.Empty(recorder.Calls);
    }

    /// <summary>Keeps the calls, and the identities while the tensors are alive.</summary>
    sealed class Recorder : IOperatorObserver
    {
        internal List<OperatorCall> Calls { get; } = [];

        internal Dictionary<object, long> Ids { get; } = new(ReferenceEqualityComparer.Instance);

        internal Action<OperatorCall>? Also { get; init; }

        public void OnCall(OperatorCall call)
        {
            Calls.Add(call);
            foreach (var tensor in call.Arguments.Select(argument => argument.Value).OfType<Tensor>().Concat(call.Results))
                Ids[tensor] = TorchRuntime.IdOf(tensor);
            Also?.Invoke(call);
        }
    }
}

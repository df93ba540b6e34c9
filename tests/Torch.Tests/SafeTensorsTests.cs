using System.Buffers.Binary;
using System.Text;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Studio.Torch.Tests;

public sealed class SafeTensorsTests : IDisposable
{
    readonly DisposeScope scope = NewDisposeScope();
    readonly string folder = Directory.CreateTempSubdirectory("safetensors").FullName;

    string FilePath => Path.Combine(folder, "weights.safetensors");

    public void Dispose()
    {
        scope.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Read_WhatWasWritten_HasTheSameBits()
    {
        var tensors = new Dictionary<string, Tensor>
        {
            ["bytes"] = tensor(new byte[] { 0, 127, 255 }),
            ["floats"] = randn(2, 3),
            ["transposed"] = randn(2, 3).t(),
            ["halves"] = randn(5).to(float16),
            ["brain"] = randn(5).to(bfloat16),
            ["longs"] = tensor([long.MinValue, 0, long.MaxValue]),
            ["number"] = tensor(3.5),
            ["nothing"] = zeros(0, 4),
            ["flags"] = tensor([true, false]),
        };

        SafeTensors.Write(FilePath, tensors, new Dictionary<string, string> { ["model"] = "U-Net «ä»" });
        var read = SafeTensors.Read(FilePath);

        Assert.Equal(tensors.Keys.Order(), read.Keys.Order());
        foreach (var (name, expected) in tensors)
        {
            Assert.Equal(expected.dtype, read[name].dtype);
            Assert.Equal(expected.shape, read[name].shape);
            Assert.Equal(expected.contiguous().bytes, read[name].bytes);
        }
        Assert.Equal("U-Net «ä»", SafeTensors.ReadMetadata(FilePath)["model"]);
        Assert.Equal(["weights.safetensors"], Directory.GetFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Write_DataStartsAtAMultipleOfEight()
    {
        SafeTensors.Write(FilePath, new Dictionary<string, Tensor> { ["x"] = ones(1) });

        var bytes = File.ReadAllBytes(FilePath);

        Assert.Equal(0, BinaryPrimitives.ReadInt64LittleEndian(bytes) % 8);
    }

    [Fact]
    public void Write_Failing_LeavesTheOldFile()
    {
        SafeTensors.Write(FilePath, new Dictionary<string, Tensor> { ["x"] = ones(1) });
        KeyValuePair<string, Tensor>[] twice = [new("x", ones(1)), new("x", ones(1))];

        Assert.Throws<ArgumentException>(() => SafeTensors.Write(FilePath, twice));

        Assert.Equal(1f, SafeTensors.Read(FilePath)["x"].item<float>());
        Assert.Single(Directory.GetFiles(folder));
    }

    [Fact]
    public void Read_LeavesOneTensorForEachName()
    {
        SafeTensors.Write(FilePath, new Dictionary<string, Tensor> { ["x"] = ones(1), ["y"] = ones(1) });
        long before = TorchRuntime.LiveTensorCount;

        SafeTensors.Read(FilePath);

        Assert.Equal(before + 2, TorchRuntime.LiveTensorCount);
    }

    [Theory]
    [InlineData("", "shortest header")]
    [InlineData("not a header at all", "header claims")]
    public void Read_FileThatIsSomethingElse_NamesTheFile(string content, string reason)
    {
        File.WriteAllText(FilePath, content);

        AssertRejected(reason);
    }

    [Theory]
    [InlineData("{\"", 4, "header cannot be read")]
    [InlineData("[]", 0, "header cannot be read")]
    [InlineData("{\"x\":{}}", 4, "header cannot be read")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 3, "need 4 bytes but the file holds 3")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", 5, "need 4 bytes but the file holds 5")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", 4, "needs 8 bytes")]
    [InlineData("{\"x\":{\"dtype\":\"C64\",\"shape\":[1],\"data_offsets\":[0,4]}}", 4, "C64")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", 4, "impossible")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", 4, "impossible")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", 8, "starts at byte 4")]
    [InlineData("{\"x\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,8],\"data_offsets\":[0,4]}}", 4, "header cannot be read")]
    [InlineData("{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}", 2, "twice")]
    public void Read_DamagedHeader_SaysWhatIsWrong(string json, int dataBytes, string reason)
    {
        WriteRaw(json, dataBytes);

        AssertRejected(reason);
    }

    [Fact]
    public void Read_TruncatedAnywhere_NeverSucceeds()
    {
        SafeTensors.Write(FilePath, new Dictionary<string, Tensor> { ["x"] = ones(3), ["y"] = ones(2) });
        var whole = File.ReadAllBytes(FilePath);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Assert.Throws<InvalidDataException>(() => SafeTensors.Read(FilePath));
        }
    }

    void AssertRejected(string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => SafeTensors.Read(FilePath));
        Assert.Contains(FilePath, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    void WriteRaw(string json, int dataBytes)
    {
        var header = Encoding.UTF8.GetBytes(json);
        var bytes = new byte[8 + header.Length + dataBytes];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, header.Length);
        header.CopyTo(bytes, 8);
        File.WriteAllBytes(FilePath, bytes);
    }
}

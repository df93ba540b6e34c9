namespace TorchSharp.Modules;

/// <summary>A tensor that an optimizer trains. Takes over the given tensor, which is empty afterwards.</summary>
public class Parameter : torch.Tensor
{
    public Parameter(torch.Tensor data, bool requires_grad = true) : base(Take(data)) => this.requires_grad = requires_grad;

    static nint Take(torch.Tensor data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.Release();
    }
}

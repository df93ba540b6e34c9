namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public abstract partial class Module
        {
            /// <summary>Parameters and buffers by dotted path. The tensors are the module's own, not copies.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                prefix = string.IsNullOrEmpty(prefix) ? "" : prefix + ".";
                foreach (var (parameterName, parameter) in ownParameters)
                    destination[prefix + parameterName] = parameter;
                foreach (var (bufferName, buffer) in ownBuffers)
                    destination[prefix + bufferName] = buffer;
                foreach (var (childName, child) in ownModules)
                    child.state_dict(destination, prefix + childName);
                return destination;
            }

            /// <summary>Copies values into the parameters and buffers of the same name.</summary>
            /// <param name="source">Values by dotted path.</param>
            /// <param name="strict">Every name must occur on both sides.</param>
            /// <param name="skip">Names to leave as they are.</param>
            /// <returns>Names of the module without a value, and values without a place in the module.</returns>
            /// <exception cref="InvalidOperationException">Strict, and the names differ; or a shape differs. Nothing is copied then.</exception>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                var own = state_dict();
                var skipped = skip ?? [];
                var missing = own.Keys.Where(key => !source.ContainsKey(key) && !skipped.Contains(key)).ToList();
                var unexpected = source.Keys.Where(key => !own.ContainsKey(key) && !skipped.Contains(key)).ToList();
                if (strict && missing.Count + unexpected.Count > 0)
                {
                    throw new InvalidOperationException(
                        $"The weights do not fit the network {GetName()}. Missing: {Listed(missing)}; not in the network: {Listed(unexpected)}.");
                }
                var taken = own.Where(pair => source.ContainsKey(pair.Key) && !skipped.Contains(pair.Key)).ToList();
                foreach (var (key, tensor) in taken)
                    RequireShape(key, tensor, source[key]);
                using var noGrad = no_grad();
                foreach (var (key, tensor) in taken)
                    tensor.copy_(source[key]);
                return (missing, unexpected);
            }

            static void RequireShape(string key, Tensor tensor, Tensor value)
            {
                if (!tensor.shape.AsSpan().SequenceEqual(value.shape))
                {
                    throw new InvalidOperationException(
                        $"'{key}' has the shape [{string.Join(',', tensor.shape)}] in the network but [{string.Join(',', value.shape)}] in the weights.");
                }
            }

            static string Listed(List<string> names)
            {
                const int shown = 5;
                if (names.Count == 0)
                    return "none";
                var first = string.Join(", ", names.Take(shown));
                return names.Count > shown ? $"{first} and {names.Count - shown} more" : first;
            }

            /// <summary>
            /// Converts parameters and buffers in place: the objects stay, so an optimizer keeps working.
            /// A type applies to floating point tensors only.
            /// </summary>
            internal void Convert(Device? device, ScalarType? dtype)
            {
                using var noGrad = no_grad();
                foreach (var tensor in state_dict().Values)
                {
                    using var scope = NewDisposeScope();
                    var type = dtype is { } wanted && tensor.is_floating_point() ? wanted : tensor.dtype;
                    tensor.SetData(tensor.detach().to(type, device ?? tensor.device));
                    if (tensor.grad is { } gradient)
                        tensor.grad = gradient.detach().to(type, device ?? tensor.device);
                }
            }
        }
    }
}

/// <summary>Moving a module between devices and element types; returns the module itself.</summary>
public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.Device device) where T : torch.nn.Module
    {
        module.Convert(device, null);
        return module;
    }

    public static T to<T>(this T module, torch.ScalarType type) where T : torch.nn.Module
    {
        module.Convert(null, type);
        return module;
    }

    public static T to<T>(this T module, torch.Device device, torch.ScalarType type) where T : torch.nn.Module
    {
        module.Convert(device, type);
        return module;
    }

    public static T cpu<T>(this T module) where T : torch.nn.Module => module.to(torch.CPU);

    public static T cuda<T>(this T module, int deviceIndex = 0) where T : torch.nn.Module =>
        module.to(new torch.Device(DeviceType.CUDA, deviceIndex));

    /// <summary>Puts a new module where its factory was asked to.</summary>
    internal static T Placed<T>(this T module, torch.Device? device, torch.ScalarType? dtype) where T : torch.nn.Module
    {
        if (device is not null || dtype is not null)
            module.Convert(device, dtype);
        return module;
    }
}

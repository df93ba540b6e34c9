using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Studio.Features.Jobs;

/// <summary>Where a job process on this machine reaches this studio. Known once the server listens.</summary>
public sealed class StudioAddress(IServer server)
{
    public string ForLocalProcesses()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var chosen = addresses.FirstOrDefault(address => address.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            ?? addresses.FirstOrDefault()
            ?? throw new InvalidOperationException("The studio listens on no address.");
        return Local(chosen);
    }

    /// <summary>"Every address of this machine" is no address to connect to; the loopback one is always among them.</summary>
    internal static string Local(string address)
    {
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "127.0.0.1" : binding.Host;
        return $"{binding.Scheme}://{host}:{binding.Port}";
    }
}

using System.Reflection;

namespace Studio.Features.Reports;

/// <summary>Which studio made a report.</summary>
public static class StudioVersion
{
    /// <summary>E.g. 0.1.0; empty where the build does not say.</summary>
    public static string Text { get; } =
        typeof(StudioVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
